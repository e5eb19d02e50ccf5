package io.roomcast.ws;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;

/**
 * A Jetty WebSocket connection that reads as Jetty does and writes through the outlet.
 * Reading never blocks, so it stays on the thread that found the socket readable.
 */
final class CoreConnection extends WebSocketConnection {

	private final JettyOutlet outlet;

	private final Callback readable = new Callback() {

		@Override
		public void succeeded() {
			onFillable();
		}

		@Override
		public void failed(Throwable cause) {
			onFillInterestedFailed(cause);
		}

		@Override
		public InvocationType getInvocationType() {
			return InvocationType.NON_BLOCKING;
		}
	};

	CoreConnection(ChatSession session, org.eclipse.jetty.io.EndPoint endPoint, Connector connector,
			WebSocketCoreSession coreSession) {
		super(endPoint, connector.getExecutor(), connector.getScheduler(), connector.getByteBufferPool(), coreSession);
		this.outlet = session.outlet();
	}

	@Override
	public void fillInterested() {
		fillInterested(this.readable);
	}

	/**
	 * Takes the frames that Jetty itself sends: the close frames of the closing handshake
	 * and of protocol errors.
	 */
	@Override
	public void enqueueFrame(OutgoingEntry entry) {
		Frame frame = entry.getFrame();
		if (frame.getOpCode() == OpCode.CLOSE) {
			this.outlet.close(ChatSession.bytes(frame.getPayload()), entry.getCallback()::succeeded);
			return;
		}
		entry.getCallback().failed(new UnsupportedOperationException("frames go through the outlet: " + frame));
	}

}
