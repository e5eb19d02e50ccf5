package io.roomcast.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Plays inputs, many at a time, until all are played or some have failed. Any thread may
 * call.
 */
final class FuzzRun {

	private static final int PARALLEL = 32;

	private static final int ENOUGH_FAILURES = 5;

	private final int port;

	private final Runnable progress;

	private final Map<String, LongAdder> played = new ConcurrentSkipListMap<>();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	/**
	 * Makes a run that has played nothing yet.
	 * @param progress is told of each input that was played
	 */
	FuzzRun(int port, Runnable progress) {
		this.port = port;
		this.progress = progress;
	}

	/**
	 * Plays inputs and returns when all are played.
	 */
	void play(FuzzPlan.Range range) throws InterruptedException, ExecutionException {
		AtomicInteger next = new AtomicInteger(range.start());
		ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
		try {
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < PARALLEL; i++) {
				all.add(threads.submit(() -> playNext(range, next)));
			}
			for (Future<?> each : all) {
				each.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private void playNext(FuzzPlan.Range range, AtomicInteger next) {
		for (int index = next.getAndIncrement(); index < range.end(); index = next.getAndIncrement()) {
			if (this.failures.size() >= ENOUGH_FAILURES) {
				return;
			}
			FuzzInput input = FuzzInput.of(range.seed(), index);
			try {
				FuzzClient.play(input, this.port);
			}
			catch (RuntimeException | AssertionError ex) {
				this.failures.add(input + ": " + ex.getMessage());
			}
			this.played.computeIfAbsent(input.kind(), (kind) -> new LongAdder()).increment();
			this.progress.run();
		}
	}

	/**
	 * Returns what went wrong, each with its input.
	 */
	List<String> failures() {
		return List.copyOf(this.failures);
	}

	/**
	 * Returns how many inputs of each kind were played.
	 */
	Map<String, LongAdder> played() {
		return this.played;
	}

}
