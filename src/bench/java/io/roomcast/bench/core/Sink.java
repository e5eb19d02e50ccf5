package io.roomcast.bench.core;

import java.nio.ByteBuffer;

import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Outlet;

/**
 * An outlet whose socket takes everything at once and forgets it.
 */
final class Sink implements Outlet {

	@Override
	public WriteResult write(ByteBuffer wire, Runnable whenFree) {
		wire.position(wire.limit());
		return WriteResult.COMPLETE;
	}

	@Override
	public void finish(ByteBuffer rest) {
		throw new IllegalStateException("a sink takes everything at once");
	}

	@Override
	public void close(Disconnect disconnect) {
		throw new IllegalStateException("a sink is closed with " + disconnect);
	}

}
