package io.roomcast.harness;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

	private static final int WAITS = 2_000;

	@Test
	void longestWaitDoublesUpToTheCap() {
		List<Long> longest = Stream.of(0, 1, 2, 3, 4, 5, 80).map(BackoffTests::longestWait).toList();

		assertThat(longest).containsExactly(100L, 200L, 400L, 800L, 1_000L, 1_000L, 1_000L);
	}

	@Test
	void waitsSpreadFromZeroToTheLongest() {
		List<Long> waits = waitsOfAttempt(2).toList();

		assertThat(waits).contains(0L).filteredOn((wait) -> wait < 200).hasSizeBetween(WAITS * 2 / 5, WAITS * 3 / 5);
	}

	@Test
	void resetStartsAgainWithTheFirstWait() {
		Backoff backoff = backoff(new Random(3));
		Stream.generate(backoff::next)
			.limit(10)
			.forEach((wait) -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(1)));

		backoff.reset();

		assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
	}

	@Test
	void sameSeedMakesTheSameWaits() {
		Backoff one = Backoff.seeded(11);
		Backoff other = Backoff.seeded(11);

		assertThat(Stream.generate(one::next).limit(20)).isEqualTo(Stream.generate(other::next).limit(20).toList());
	}

	private static long longestWait(int attempt) {
		return waitsOfAttempt(attempt).max(Long::compare).orElseThrow();
	}

	private static Stream<Long> waitsOfAttempt(int attempt) {
		Random random = new Random(7);
		return Stream.generate(() -> waitOf(random, attempt)).limit(WAITS);
	}

	private static long waitOf(Random random, int attempt) {
		Backoff backoff = backoff(random);
		return Stream.generate(backoff::next).skip(attempt).findFirst().orElseThrow().toMillis();
	}

	private static Backoff backoff(Random random) {
		return new Backoff(random, Duration.ofMillis(100), Duration.ofSeconds(1));
	}

}
