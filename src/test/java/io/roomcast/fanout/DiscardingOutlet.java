package io.roomcast.fanout;

import java.nio.ByteBuffer;

/**
 * An outlet whose socket takes everything at once. Nothing of it is kept. Any thread may
 * call.
 */
public class DiscardingOutlet extends TestOutlet {

	@Override
	public WriteResult write(ByteBuffer wire, WriteWaiter writer) {
		wire.position(wire.limit());
		return WriteResult.COMPLETE;
	}

	@Override
	public void finish(ByteBuffer rest) {
		throw new IllegalStateException("everything was taken");
	}

	@Override
	public void close(Disconnect disconnect) {
		// No test asks how it was closed.
	}

}
