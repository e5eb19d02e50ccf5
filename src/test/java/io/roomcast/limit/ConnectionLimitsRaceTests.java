package io.roomcast.limit;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.roomcast.harness.Rendezvous;
import io.roomcast.harness.Settings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two clients that want the last place, again and again.
 */
@Tag("alone")
class ConnectionLimitsRaceTests {

	private static final String ADDRESS = "10.0.0.1";

	private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final long seed = System.nanoTime();

	@AutoClose
	private final Rendezvous threads = new Rendezvous(new Random(this.seed));

	private volatile @Nullable ConnectionPermit other;

	private @Nullable ConnectionPermit own;

	@ParameterizedTest
	@ValueSource(strings = { "clients=2", "clients-per-address=2" })
	void lastPlaceIsGivenOnce(String limit) {
		ConnectionLimits limits = new ConnectionLimits(Settings.bind(LimitProperties.class, limit));
		ConnectionPermit first = connect(limits);
		this.threads.other(() -> this.other = connect(limits));
		int twice = 0;
		int never = 0;

		for (long start = System.nanoTime(); System.nanoTime() - start < RACE_NANOS;) {
			this.threads.meet(() -> this.own = connect(limits));
			twice += (this.own != null && this.other != null) ? 1 : 0;
			never += (this.own == null && this.other == null) ? 1 : 0;
			release(this.own);
			release(this.other);
		}

		assertThat(twice).as("of %d times, those that both got it; seed %d", this.threads.rounds(), this.seed).isZero();
		assertThat(never).as("of %d times, those that none got it; seed %d", this.threads.rounds(), this.seed).isZero();
		release(first);
		assertThat(limits.clients()).isZero();
		assertThat(limits.knownAddresses()).isZero();
	}

	private static @Nullable ConnectionPermit connect(ConnectionLimits limits) {
		return (limits.connect(ADDRESS) instanceof ConnectionAnswer.Granted granted) ? granted.permit() : null;
	}

	private static void release(@Nullable ConnectionPermit permit) {
		if (permit != null) {
			permit.release();
		}
	}

}
