package io.roomcast.bench.core;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Outlet;
import io.roomcast.fanout.WriteQueue;
import io.roomcast.fanout.WriteWaiter;

/**
 * An outlet that a client's rooms share: used by one writer at a time, with the queue and
 * the states of the outlet of a real socket. Its socket takes everything at once, unless
 * it is told to take nothing.
 */
final class SharedSink implements Outlet {

	private static final int FREE = 0;

	private static final int HELD = 1;

	private static final int CONTENDED = 2;

	private static final int GATED = 3;

	private final AtomicInteger state = new AtomicInteger(FREE);

	// Guarded by this.
	private final WriteQueue writers = new WriteQueue();

	/**
	 * Takes nothing from now on, as if a write were under way.
	 */
	void takeNothing() {
		if (!this.state.compareAndSet(FREE, HELD)) {
			throw new IllegalStateException("the outlet is in use");
		}
	}

	/**
	 * Takes everything again, and wakes those that wait.
	 */
	void takeAll() {
		release();
	}

	@Override
	public WriteResult write(ByteBuffer wire, WriteWaiter writer) {
		if (!this.state.compareAndSet(FREE, HELD) && !holdOrWait(writer)) {
			return WriteResult.BUSY;
		}
		wire.position(wire.limit());
		release();
		return WriteResult.COMPLETE;
	}

	/**
	 * Takes hold of the outlet for a writer, or has the writer wait.
	 * @return whether the caller holds it now
	 */
	private synchronized boolean holdOrWait(WriteWaiter writer) {
		int before = this.state.getAndUpdate(SharedSink::claim);
		if (before == GATED && this.writers.admit(writer)) {
			this.state.set(CONTENDED);
			return true;
		}
		if (before != FREE) {
			this.writers.add(writer);
		}
		return before == FREE;
	}

	private static int claim(int state) {
		return switch (state) {
			case FREE -> HELD;
			case HELD -> CONTENDED;
			default -> state;
		};
	}

	private void release() {
		if (!this.state.compareAndSet(HELD, FREE)) {
			letGo().forEach(WriteWaiter::wake);
		}
	}

	private synchronized List<WriteWaiter> letGo() {
		List<WriteWaiter> woken = this.writers.release();
		this.state.set(this.writers.isGated() ? GATED : FREE);
		return woken;
	}

	@Override
	public void giveUp(WriteWaiter writer) {
		throw new IllegalStateException("a writer that is woken has something to write");
	}

	@Override
	public void finish(ByteBuffer rest) {
		throw new IllegalStateException("a sink takes everything at once, or nothing");
	}

	@Override
	public void send(byte[] frames) {
		// Forgotten, too.
	}

	@Override
	public boolean deferUntilSent(Runnable action, int limit) {
		return false;
	}

	@Override
	public void close(Disconnect disconnect) {
		throw new IllegalStateException("a sink is closed with " + disconnect);
	}

	@Override
	public void closeWhenServed(Disconnect disconnect) {
		close(disconnect);
	}

}
