package io.roomcast.fanout;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * An executor whose one thread never sleeps: a pass begins within a microsecond, so that
 * a race with it can be timed. Any thread may call.
 */
final class SpinningPump implements Executor, AutoCloseable {

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final Thread thread = new Thread(this::spin, "spinning-pump");

	private volatile boolean running = true;

	SpinningPump() {
		this.thread.setDaemon(true);
		this.thread.start();
	}

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
	}

	private void spin() {
		while (this.running) {
			Runnable task = this.tasks.poll();
			if (task != null) {
				task.run();
			}
			else {
				Thread.onSpinWait();
			}
		}
	}

	@Override
	public void close() {
		this.running = false;
	}

}
