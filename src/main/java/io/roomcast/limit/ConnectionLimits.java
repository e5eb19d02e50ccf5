package io.roomcast.limit;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.roomcast.fanout.BoundedCount;
import io.roomcast.fanout.Traffic;
import io.roomcast.limit.ConnectionAnswer.Granted;
import io.roomcast.limit.ConnectionAnswer.Refused;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Decides whether one more client or listener may connect to this node: it counts them,
 * in all and by address, and how often an address connects. Any thread may call; nothing
 * blocks.
 */
@Component
public final class ConnectionLimits {

	/** How many addresses are remembered with the times at which they connected. */
	private static final int MAX_ADDRESSES = 100_000;

	/** Those who are refused come back at different times. */
	private static final Duration MIN_RETRY = Duration.ofSeconds(2);

	private static final Duration MAX_RETRY = Duration.ofSeconds(10);

	private final int maxClients;

	private final int maxPerAddress;

	private final Rate rate;

	private final TimeMeter clock;

	private final BoundedCount clients;

	private final BoundedCount refused;

	private final ConcurrentMap<ClientAddress, ConnectionPermit> addresses = new ConcurrentHashMap<>();

	private final @Nullable Cache<ClientAddress, Bucket> buckets;

	private final ConnectionPermit anyAddress;

	private final ConnectionPermit toBeRefused;

	@Autowired
	ConnectionLimits(LimitProperties properties) {
		this(properties, TimeMeter.SYSTEM_NANOTIME);
	}

	ConnectionLimits(LimitProperties properties, TimeMeter clock) {
		this.maxClients = properties.maxClients();
		this.maxPerAddress = properties.clientsPerAddress();
		this.clients = new BoundedCount(this.maxClients);
		this.refused = new BoundedCount(FileDescriptors.reserved(FileDescriptors.forConnections()) / 2);
		this.anyAddress = new ConnectionPermit(this.clients::decrement);
		this.toBeRefused = new ConnectionPermit(this.refused::decrement);
		this.rate = properties.connectionRate();
		this.clock = clock;
		this.buckets = this.rate.isLimited() ? Caffeine.newBuilder()
			.maximumSize(MAX_ADDRESSES)
			.expireAfterAccess(this.rate.refill())
			.scheduler(Scheduler.systemScheduler())
			.build() : null;
	}

	/**
	 * Returns how many clients and listeners may be connected.
	 */
	public int maxClients() {
		return this.maxClients;
	}

	/**
	 * Returns how many are connected, or about to be.
	 */
	public int clients() {
		return this.clients.value();
	}

	/**
	 * Decides about one more.
	 * @param address where it comes from, in text form
	 */
	public ConnectionAnswer connect(String address) {
		if (this.maxPerAddress == 0 && this.buckets == null) {
			return this.clients.tryIncrement() ? new Granted(this.anyAddress) : full();
		}
		ClientAddress from = ClientAddress.parse(address);
		Refused tooOften = checkRate(from);
		if (tooOften != null) {
			return tooOften;
		}
		if (!this.clients.tryIncrement()) {
			return full();
		}
		if (this.maxPerAddress == 0) {
			return new Granted(this.anyAddress);
		}
		ConnectionPermit permit = takeOne(from);
		if (permit == null) {
			this.clients.decrement();
			return new Refused(refusal(Reason.TOO_MANY_CONNECTIONS,
					"address " + from + " has " + this.maxPerAddress + " connections, limit " + this.maxPerAddress,
					retryAfter()), Traffic.Refused.ADDRESS);
		}
		return new Granted(permit);
	}

	/**
	 * Decides whether one that is refused may connect to be told so.
	 * @return null if it may not, as too many are told already
	 */
	public @Nullable ConnectionPermit connectToBeRefused() {
		return this.refused.tryIncrement() ? this.toBeRefused : null;
	}

	private @Nullable Refused checkRate(ClientAddress from) {
		if (this.buckets == null) {
			return null;
		}
		Bucket bucket = this.buckets.get(from, (key) -> this.rate.bucket(this.clock));
		ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
		return probe.isConsumed() ? null
				: new Refused(refusal(Reason.RATE_LIMITED,
						"address " + from + " connects too often, limit " + this.rate, Rate.retryAfter(probe)),
						Traffic.Refused.CONNECTION_RATE);
	}

	private Refused full() {
		return new Refused(refusal(Reason.TOO_MANY_CLIENTS,
				this.maxClients + " clients are connected to this node, limit " + this.maxClients, retryAfter()),
				Traffic.Refused.CLIENTS);
	}

	private static Refusal refusal(Reason reason, String sentence, Duration retryAfter) {
		return new Refusal(reason, sentence, null, null, retryAfter);
	}

	private static Duration retryAfter() {
		return Duration.ofMillis(ThreadLocalRandom.current().nextLong(MIN_RETRY.toMillis(), MAX_RETRY.toMillis()));
	}

	private @Nullable ConnectionPermit takeOne(ClientAddress from) {
		@Nullable ConnectionPermit[] taken = new @Nullable ConnectionPermit[1];
		this.addresses.compute(from, (key, known) -> {
			ConnectionPermit permit = (known != null) ? known : new ConnectionPermit(() -> giveBack(key));
			if (permit.count() < this.maxPerAddress) {
				taken[0] = permit.count(1);
			}
			return permit;
		});
		return taken[0];
	}

	private void giveBack(ClientAddress from) {
		this.addresses.computeIfPresent(from, (key, known) -> (known.count(-1).count() > 0) ? known : null);
		this.clients.decrement();
	}

	/**
	 * Returns how many addresses are known, by their connections or by when they
	 * connected.
	 */
	long knownAddresses() {
		return Math.max(this.addresses.size(), (this.buckets != null) ? this.buckets.estimatedSize() : 0);
	}

}
