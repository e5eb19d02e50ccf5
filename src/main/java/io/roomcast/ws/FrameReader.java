package io.roomcast.ws;

import java.nio.ByteBuffer;

import io.roomcast.chat.Conversation;
import io.roomcast.fanout.Disconnect;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.Configuration.ConfigurationCustomizer;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.eclipse.jetty.websocket.core.internal.Parser;

/**
 * Reads the frames of one client and checks them against RFC 6455. Touched by one thread
 * at a time.
 */
final class FrameReader {

	private static final Configuration PARTS_AS_THEY_COME = partsAsTheyCome();

	private final ClientConnection client;

	private final Parser parser;

	private final MessageAssembler messages;

	// What follows a close frame, or a broken one, is discarded.
	private boolean discarding;

	private boolean pinged;

	FrameReader(ClientConnection client, ByteBufferPool buffers) {
		this.client = client;
		this.parser = new Parser(buffers, PARTS_AS_THEY_COME);
		this.messages = new MessageAssembler(client);
	}

	/**
	 * Makes the parser return the parts of a large frame as continuations, so that it
	 * never allocates what a client only announces.
	 */
	private static Configuration partsAsTheyCome() {
		ConfigurationCustomizer configuration = new ConfigurationCustomizer();
		configuration.setAutoFragment(true);
		configuration.setMaxFrameSize(0);
		return configuration;
	}

	/**
	 * Handles the next frame, or the part of it that has come.
	 * @param bytes are read up to its end
	 * @return whether it completed a message
	 */
	boolean read(ByteBuffer bytes) {
		boolean message = false;
		try {
			message = !this.discarding && readFrame(bytes);
		}
		catch (WebSocketException ex) {
			this.discarding = true;
			this.client.closeBroken(disconnect(ex));
		}
		if (this.discarding) {
			bytes.position(bytes.limit());
			this.messages.release();
		}
		return message;
	}

	/**
	 * Answers the pings that have come.
	 */
	void answer() {
		if (this.pinged) {
			this.pinged = false;
			this.client.outlet().writeControls();
		}
	}

	private static Disconnect disconnect(WebSocketException broken) {
		String reason = (broken.getMessage() != null) ? broken.getMessage() : "broken frame";
		return (broken instanceof CloseException known) ? new Disconnect(known.getStatusCode(), reason)
				: Disconnect.protocolError(reason);
	}

	/**
	 * Drops the message that is incomplete.
	 */
	void release() {
		this.messages.release();
	}

	private boolean readFrame(ByteBuffer bytes) {
		Frame.Parsed frame = this.parser.parse(bytes);
		if (frame == null) {
			return false;
		}
		try {
			requireValid(frame);
			handle(frame);
			return frame.isDataFrame() && frame.isFin();
		}
		finally {
			frame.close();
		}
	}

	private void ping(byte[] payload) {
		if (!(this.client.participant() instanceof Conversation conversation)
				|| conversation.receivePing(payload.length)) {
			this.client.outlet().addPong(payload);
			this.pinged = true;
		}
	}

	private static void requireValid(Frame frame) {
		if (!frame.isMasked()) {
			throw new ProtocolException("frame is not masked, must be (RFC 6455 section 5.1)");
		}
		if (frame.isRsv1() || frame.isRsv2() || frame.isRsv3()) {
			throw new ProtocolException("frame has a reserved bit set, but no extension was negotiated");
		}
	}

	private void handle(Frame.Parsed frame) {
		switch (frame.getOpCode()) {
			case OpCode.CLOSE -> {
				this.discarding = true;
				CloseStatus status = frame.getCloseStatus();
				this.client.answerClose(status.getCode(), BufferUtil.toArray(frame.getPayload()));
			}
			case OpCode.PING -> ping(BufferUtil.toArray(frame.getPayload()));
			case OpCode.PONG -> {
				// Any byte is a sign of life.
			}
			default -> this.messages.add(frame, this.parser.getPayloadLength());
		}
	}

}
