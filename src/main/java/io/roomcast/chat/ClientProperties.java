package io.roomcast.chat;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a connected client may do and how long it may take.
 *
 * @param sendTimeout how long one write to a client may take
 * @param pingInterval how long a client may be silent before it is pinged
 * @param pongTimeout how long it may then stay silent
 * @param closeTimeout how long a client may take to answer a close frame
 * @param shutdownTimeout how long all clients together may take when the service stops
 * @param sendBufferSize how much the kernel is asked to buffer for one client that does
 * not read
 * @param allowedOrigins the web origins whose pages may connect, beside the service's own
 */
@ConfigurationProperties("roomcast.client")
public record ClientProperties(@DefaultValue("10s") Duration sendTimeout, @DefaultValue("25s") Duration pingInterval,
		@DefaultValue("10s") Duration pongTimeout, @DefaultValue("5s") Duration closeTimeout,
		@DefaultValue("5s") Duration shutdownTimeout, @DefaultValue("128KB") DataSize sendBufferSize,
		@DefaultValue List<String> allowedOrigins) {

	private static final Duration MIN_TIME = Duration.ofMillis(10);

	private static final Duration MAX_TIME = Duration.ofDays(1);

	private static final DataSize MIN_SEND_BUFFER = DataSize.ofKilobytes(4);

	private static final DataSize MAX_SEND_BUFFER = DataSize.ofMegabytes(64);

	public ClientProperties {
		allowedOrigins = List.copyOf(allowedOrigins);
		requireTime("send-timeout", sendTimeout);
		requireTime("ping-interval", pingInterval);
		requireTime("pong-timeout", pongTimeout);
		requireTime("close-timeout", closeTimeout);
		requireTime("shutdown-timeout", shutdownTimeout);
		if (sendBufferSize.compareTo(MIN_SEND_BUFFER) < 0 || sendBufferSize.compareTo(MAX_SEND_BUFFER) > 0) {
			throw new IllegalArgumentException("roomcast.client.send-buffer-size is " + sendBufferSize + ", must be "
					+ MIN_SEND_BUFFER.toKilobytes() + "KB to " + MAX_SEND_BUFFER.toMegabytes() + "MB");
		}
	}

	public int sendBufferBytes() {
		return (int) this.sendBufferSize.toBytes();
	}

	private static void requireTime(String key, Duration value) {
		if (value.compareTo(MIN_TIME) < 0 || value.compareTo(MAX_TIME) > 0) {
			throw new IllegalArgumentException(
					"roomcast.client." + key + " is " + value.toMillis() + "ms, must be 10ms to 24h");
		}
	}

}
