package io.roomcast.limit;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much clients may ask of this node. 0 is no limit.
 *
 * @param clients How many clients and listeners may be connected. As many as there are
 * file descriptors for, less a reserve, unless given.
 * @param clientsPerAddress How many of them may have the same address.
 * @param connectionsPerSecond How many times a second clients of one address may connect.
 * @param connectionsBurst How many times they may connect at once.
 * @param messagesPerSecond How many messages a second a client may send.
 * @param messagesBurst How many messages it may send at once.
 * @param bytesPerSecond How many bytes a second the messages of a client may have.
 * @param bytesBurst How many bytes they may have at once.
 * @param rooms How many rooms may be in memory.
 */
@ConfigurationProperties("roomcast.limits")
public record LimitProperties(@Nullable Integer clients, @DefaultValue("0") int clientsPerAddress,
		@DefaultValue("0") int connectionsPerSecond, @DefaultValue("100") int connectionsBurst,
		@DefaultValue("0") int messagesPerSecond, @DefaultValue("100") int messagesBurst,
		@DefaultValue("0B") DataSize bytesPerSecond, @DefaultValue("1MB") DataSize bytesBurst,
		@DefaultValue("100000") int rooms) {

	private static final String PREFIX = "roomcast.limits.";

	private static final int MAX_COUNT = 10_000_000;

	private static final DataSize MAX_SIZE = DataSize.ofMegabytes(512);

	public LimitProperties {
		if (clients != null) {
			requireCount("clients", clients, 1);
		}
		requireCount("clients-per-address", clientsPerAddress, 0);
		requireCount("connections-per-second", connectionsPerSecond, 0);
		requireCount("connections-burst", connectionsBurst, 1);
		requireCount("messages-per-second", messagesPerSecond, 0);
		requireCount("messages-burst", messagesBurst, 1);
		requireSize("bytes-per-second", bytesPerSecond, 0);
		requireSize("bytes-burst", bytesBurst, 1);
		requireCount("rooms", rooms, 0);
	}

	/**
	 * Returns how many clients and listeners may be connected.
	 */
	public int maxClients() {
		return (this.clients != null) ? this.clients : FileDescriptors.forClients();
	}

	/**
	 * Returns how many rooms may be in memory.
	 */
	public int maxRooms() {
		return (this.rooms > 0) ? this.rooms : Integer.MAX_VALUE;
	}

	Rate connectionRate() {
		return new Rate(this.connectionsPerSecond, this.connectionsBurst);
	}

	Rate messageRate() {
		return new Rate(this.messagesPerSecond, this.messagesBurst);
	}

	Rate byteRate() {
		return new Rate(this.bytesPerSecond.toBytes(), this.bytesBurst.toBytes());
	}

	private static void requireCount(String key, int value, int least) {
		if (value < least || value > MAX_COUNT) {
			throw new IllegalArgumentException(
					PREFIX + key + " is " + value + ", must be " + least + " to " + MAX_COUNT);
		}
	}

	private static void requireSize(String key, DataSize value, int least) {
		if (value.toBytes() < least || value.compareTo(MAX_SIZE) > 0) {
			throw new IllegalArgumentException(
					PREFIX + key + " is " + value + ", must be " + least + "B to " + MAX_SIZE.toMegabytes() + "MB");
		}
	}

}
