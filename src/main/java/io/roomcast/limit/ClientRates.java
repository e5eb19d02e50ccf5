package io.roomcast.limit;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.github.bucket4j.TimeMeter;
import io.roomcast.fanout.Traffic;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How fast clients may send. What is known of a client is forgotten when it has been
 * silent for long enough to send at full speed again, so an idle one costs nothing. Any
 * thread may call; nothing blocks.
 */
@Component
public final class ClientRates {

	private final Rate messages;

	private final Rate bytes;

	private final String tooManyMessages;

	private final String tooManyBytes;

	private final TimeMeter clock;

	private final @Nullable Cache<Object, Buckets> clients;

	@Autowired
	ClientRates(LimitProperties properties) {
		this(properties, TimeMeter.SYSTEM_NANOTIME);
	}

	ClientRates(LimitProperties properties, TimeMeter clock) {
		this.messages = properties.messageRate();
		this.bytes = properties.byteRate();
		this.tooManyMessages = "too many messages, limit " + this.messages;
		this.tooManyBytes = "too many bytes, limit " + this.bytes;
		this.clock = clock;
		this.clients = (this.messages.isLimited() || this.bytes.isLimited())
				? Caffeine.newBuilder().expireAfterAccess(longest()).scheduler(Scheduler.systemScheduler()).build()
				: null;
	}

	private Duration longest() {
		Duration one = this.messages.isLimited() ? this.messages.refill() : Duration.ZERO;
		Duration other = this.bytes.isLimited() ? this.bytes.refill() : Duration.ZERO;
		return (one.compareTo(other) > 0) ? one : other;
	}

	/**
	 * Returns whether there is any limit.
	 */
	public boolean areLimited() {
		return this.clients != null;
	}

	/**
	 * Counts what a client has sent.
	 * @param client the same object for as long as it is the same client
	 * @param price how many messages it counts as
	 * @return why it is refused; null if it is not
	 */
	public @Nullable Excess take(Object client, int price, int bytes) {
		if (this.clients == null) {
			return null;
		}
		Buckets buckets = this.clients.get(client, (key) -> new Buckets());
		Excess excess = buckets.messages.take(price);
		return (excess != null) ? excess : buckets.bytes.take(bytes);
	}

	/**
	 * Returns of how many clients something is known.
	 */
	long known() {
		return (this.clients != null) ? this.clients.estimatedSize() : 0;
	}

	/**
	 * Why something that a client has sent is refused.
	 *
	 * @param counted as what it is counted
	 * @param retryAfter when it would not be
	 * @param isStubborn whether the client has gone on for so long that it is to be
	 * closed
	 */
	public record Excess(String sentence, Traffic.Refused counted, Duration retryAfter, boolean isStubborn) {
	}

	/**
	 * Those of one client.
	 */
	private final class Buckets {

		private final Allowance messages = new Allowance(ClientRates.this.messages, ClientRates.this.tooManyMessages,
				Traffic.Refused.MESSAGE_RATE, ClientRates.this.clock);

		private final Allowance bytes = new Allowance(ClientRates.this.bytes, ClientRates.this.tooManyBytes,
				Traffic.Refused.BYTE_RATE, ClientRates.this.clock);

	}

}
