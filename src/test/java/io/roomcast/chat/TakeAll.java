package io.roomcast.chat;

import java.nio.ByteBuffer;

import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Outlet;

/**
 * An outlet whose socket takes everything at once and forgets it.
 */
final class TakeAll implements Outlet {

	@Override
	public WriteResult write(ByteBuffer wire, Runnable whenFree) {
		wire.position(wire.limit());
		return WriteResult.COMPLETE;
	}

	@Override
	public void finish(ByteBuffer rest) {
		throw new IllegalStateException("everything was taken");
	}

	@Override
	public void close(Disconnect disconnect) {
		// Nobody looks at it.
	}

}
