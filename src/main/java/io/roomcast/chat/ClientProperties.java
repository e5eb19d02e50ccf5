package io.roomcast.chat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.roomcast.protocol.BodyRules;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * What a connected client may do, and how long it may take.
 *
 * @param maxMessageSize Largest message taken from a client, in bytes of payload: over
 * it, the client is closed with 1009. In JSON, the largest text, value or bytes: over it,
 * the command is refused.
 * @param sendTimeout How long a client may take no bytes of a write before it is cut.
 * @param pingInterval How long a client may be silent before it is sent a ping.
 * @param pongTimeout How long a client that was sent a ping may stay silent before it is
 * cut.
 * @param closeTimeout How long a client may take to answer a close frame before it is
 * cut.
 * @param shutdownTimeout How long all clients together may take to answer their close
 * frames when the service stops.
 * @param sendBufferSize How much the kernel is asked to buffer for one connection whose
 * client does not read.
 * @param grace How long a JSON client whose connection was lost may be away before the
 * others are told that it left; 0s for not at all.
 * @param maxRooms In how many rooms one connection may be.
 * @param allowedOrigins Web origins whose pages may connect, besides the service's own;
 * "*" for all.
 */
@ConfigurationProperties("roomcast.client")
public record ClientProperties(@DefaultValue("64KB") DataSize maxMessageSize,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("10s") Duration sendTimeout,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("25s") Duration pingInterval,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("10s") Duration pongTimeout,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("5s") Duration closeTimeout,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("5s") Duration shutdownTimeout,
		@DefaultValue("128KB") DataSize sendBufferSize,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("10s") Duration grace, @DefaultValue("100") int maxRooms,
		@DefaultValue List<String> allowedOrigins) {

	private static final DataSize MAX_MESSAGE_SIZE = DataSize.ofMegabytes(64);

	private static final DataSize MIN_SEND_BUFFER = DataSize.ofKilobytes(4);

	private static final DataSize MAX_SEND_BUFFER = DataSize.ofMegabytes(64);

	private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);

	private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

	private static final Duration MAX_GRACE = Duration.ofHours(1);

	private static final int MAX_ROOMS = 10_000;

	private static final Map<String, String> DEFAULT_PORTS = Map.of("http", "80", "https", "443");

	private static final Pattern ORIGIN = Pattern.compile(
			"(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:[^/?#*@:\\[\\]\\s]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?");

	public ClientProperties {
		requireSize("max-message-size", maxMessageSize, DataSize.ofBytes(1), MAX_MESSAGE_SIZE);
		requireTimeout("send-timeout", sendTimeout);
		requireTimeout("ping-interval", pingInterval);
		requireTimeout("pong-timeout", pongTimeout);
		requireTimeout("close-timeout", closeTimeout);
		requireTimeout("shutdown-timeout", shutdownTimeout);
		requireSize("send-buffer-size", sendBufferSize, MIN_SEND_BUFFER, MAX_SEND_BUFFER);
		if (grace.isNegative() || grace.compareTo(MAX_GRACE) > 0) {
			throw new IllegalArgumentException("roomcast.client.grace is " + grace.toMillis() + "ms, must be 0s to 1h");
		}
		if (maxRooms < 1 || maxRooms > MAX_ROOMS) {
			throw new IllegalArgumentException(
					"roomcast.client.max-rooms is " + maxRooms + ", must be 1 to " + MAX_ROOMS);
		}
		allowedOrigins = List.copyOf(allowedOrigins);
		allowedOrigins.forEach(ClientProperties::requireOrigin);
	}

	/**
	 * Returns the rules of what a client or a server says.
	 */
	public BodyRules bodyRules() {
		return new BodyRules(maxMessageBytes());
	}

	/**
	 * Returns the size of the largest message in bytes.
	 */
	public int maxMessageBytes() {
		return (int) this.maxMessageSize.toBytes();
	}

	/**
	 * Returns the ping interval in whole seconds, rounded up, as clients are told it.
	 */
	long pingSeconds() {
		return wholeSeconds(this.pingInterval);
	}

	/**
	 * Returns the grace in whole seconds, rounded up, as clients are told it.
	 */
	long graceSeconds() {
		return wholeSeconds(this.grace);
	}

	private static long wholeSeconds(Duration duration) {
		return duration.plusSeconds(1).minusNanos(1).toSeconds();
	}

	private static void requireSize(String key, DataSize value, DataSize least, DataSize most) {
		if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
			throw new IllegalArgumentException(
					"roomcast.client." + key + " is " + value + ", must be " + shown(least) + " to " + shown(most));
		}
	}

	private static String shown(DataSize size) {
		if (size.toMegabytes() > 0) {
			return size.toMegabytes() + "MB";
		}
		return (size.toKilobytes() > 0) ? size.toKilobytes() + "KB" : size.toBytes() + "B";
	}

	private static void requireTimeout(String key, Duration value) {
		if (value.compareTo(MIN_TIMEOUT) < 0 || value.compareTo(MAX_TIMEOUT) > 0) {
			throw new IllegalArgumentException(
					"roomcast.client." + key + " is " + value.toMillis() + "ms, must be 100ms to 24h");
		}
	}

	/**
	 * Requires that some browser could send an origin as it is (RFC 6454 section 6.1).
	 */
	private static void requireOrigin(String origin) {
		if (!origin.equals("*") && !isOrigin(origin)) {
			throw new IllegalArgumentException("roomcast.client.allowed-origins has '" + origin
					+ "', which no page has as its origin: must be like https://example.org or"
					+ " http://localhost:3000, without path, wildcard or the scheme's own port; or *");
		}
	}

	private static boolean isOrigin(String origin) {
		Matcher parts = ORIGIN.matcher(origin);
		return parts.matches() && !isDefaultPort(parts.group("scheme"), parts.group("port"));
	}

	private static boolean isDefaultPort(String scheme, @Nullable String port) {
		return port != null && port.equals(DEFAULT_PORTS.get(scheme));
	}

}
