package io.roomcast.ws;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.roomcast.fanout.Disconnect;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * Watches the socket of a listener for its end, on the thread of its selector. Whatever
 * the listener sends is not for us, and dropped.
 */
final class EventStreamConnection extends AbstractConnection.NonBlocking implements Connection.UpgradeTo {

	private static final int DROPPED_BYTES = 1024;

	/** What is in it is never read. */
	private static final ThreadLocal<ByteBuffer> DROPPED = ThreadLocal
		.withInitial(() -> BufferUtil.allocateDirect(DROPPED_BYTES));

	private final ClientConnection client;

	EventStreamConnection(ClientConnection client, EndPoint endPoint, Connector connector) {
		super(endPoint, connector.getExecutor());
		this.client = client;
	}

	/**
	 * Drops what the listener sent right after its request.
	 */
	@Override
	public void onUpgradeTo(ByteBuffer buffer) {
		BufferUtil.clear(buffer);
	}

	@Override
	public void onOpen() {
		super.onOpen();
		// Quiet rooms are the watchdog's business.
		getEndPoint().setIdleTimeout(0);
		this.client.open();
		fillInterested();
	}

	@Override
	public void onFillable() {
		ByteBuffer dropped = DROPPED.get();
		BufferUtil.clear(dropped);
		try {
			if (getEndPoint().fill(dropped) < 0) {
				this.client.abort(Disconnect.WITHOUT_CLOSE_FRAME);
			}
			else {
				fillInterested();
			}
		}
		catch (IOException ex) {
			getEndPoint().close(ex);
		}
	}

	@Override
	public void onClose(@Nullable Throwable cause) {
		super.onClose(cause);
		this.client.gone();
	}

}
