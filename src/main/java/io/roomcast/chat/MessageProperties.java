package io.roomcast.chat;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a message may be.
 *
 * @param maxMessageSize the largest message taken from a client, in bytes of payload; in
 * JSON, of its text
 */
@ConfigurationProperties("roomcast.client")
public record MessageProperties(@DefaultValue("64KB") DataSize maxMessageSize) {

	private static final DataSize MAX = DataSize.ofMegabytes(64);

	public MessageProperties {
		if (maxMessageSize.toBytes() < 1 || maxMessageSize.compareTo(MAX) > 0) {
			throw new IllegalArgumentException("roomcast.client.max-message-size is " + maxMessageSize
					+ ", must be 1B to " + MAX.toMegabytes() + "MB");
		}
	}

	public int maxBytes() {
		return (int) this.maxMessageSize.toBytes();
	}

}
