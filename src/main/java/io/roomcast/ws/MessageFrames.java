package io.roomcast.ws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import io.roomcast.chat.Conversation;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/**
 * Puts the frames of one client together to messages for Spring's handler. The next frame
 * is asked for when the conversation is ready for it: until then the socket is not read.
 */
final class MessageFrames implements FrameHandler {

	private static final char REPLACEMENT = '\uFFFD';

	private final ChatSession session;

	private Runnable demand = () -> {
	};

	private @Nullable ByteArrayOutputStream parts;

	private byte opcode;

	MessageFrames(ChatSession session) {
		this.session = session;
	}

	@Override
	public void onOpen(CoreSession core, Callback callback) {
		this.demand = core::demand;
		try {
			this.session.handler().afterConnectionEstablished(this.session);
			callback.succeeded();
			core.demand();
		}
		catch (Exception ex) {
			callback.failed(ex);
		}
	}

	@Override
	public void onFrame(Frame frame, Callback callback) {
		this.session.liveness().seen();
		switch (frame.getOpCode()) {
			case OpCode.CLOSE -> {
				this.session.endByPeer(statusOf(frame), callback::succeeded);
				return;
			}
			case OpCode.PING -> this.session.outlet().control(OpCode.PONG, ChatSession.bytes(frame.getPayload()));
			case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> onData(frame);
			default -> {
				// A pong has done its work by being seen.
			}
		}
		callback.succeeded();
		demand(frame.isDataFrame());
	}

	private void demand(boolean data) {
		Conversation conversation = this.session.conversation();
		if (data && conversation != null) {
			conversation.whenReady(this.demand);
		}
		else {
			this.demand.run();
		}
	}

	private void onData(Frame frame) {
		if (this.session.outlet().isClosing()) {
			return;
		}
		if (frame.getOpCode() != OpCode.CONTINUATION) {
			this.opcode = frame.getOpCode();
		}
		ByteBuffer payload = frame.getPayload();
		long size = (long) payload.remaining() + ((this.parts != null) ? this.parts.size() : 0);
		int maxBytes = (this.opcode == OpCode.BINARY) ? this.session.getBinaryMessageSizeLimit()
				: this.session.getTextMessageSizeLimit();
		if (size > maxBytes) {
			this.parts = null;
			this.session.close(CloseStatus.TOO_BIG_TO_PROCESS.withReason(tooBig(size, frame.isFin(), maxBytes)));
		}
		else if (frame.isFin() && this.parts == null) {
			deliver(ChatSession.bytes(payload));
		}
		else {
			gather(payload, frame.isFin());
		}
	}

	private static String tooBig(long size, boolean whole, int limit) {
		return "message is " + (whole ? "" : "at least ") + size + " bytes, limit " + limit;
	}

	private void gather(ByteBuffer payload, boolean last) {
		ByteArrayOutputStream gathered = (this.parts != null) ? this.parts : new ByteArrayOutputStream();
		gathered.writeBytes(ChatSession.bytes(payload));
		this.parts = last ? null : gathered;
		if (last) {
			deliver(gathered.toByteArray());
		}
	}

	private void deliver(byte[] bytes) {
		if (this.opcode == OpCode.BINARY) {
			handle(new BinaryMessage(bytes));
			return;
		}
		TextMessage message = new TextMessage(bytes);
		if (message.getPayload().indexOf(REPLACEMENT) >= 0 && !isUtf8(bytes)) {
			this.session.close(
					CloseStatus.BAD_DATA.withReason("text message of " + bytes.length + " bytes is not valid UTF-8"));
			return;
		}
		handle(message);
	}

	private static boolean isUtf8(byte[] bytes) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	private void handle(WebSocketMessage<?> message) {
		try {
			this.session.handler().handleMessage(this.session, message);
		}
		catch (Exception ex) {
			throw new IllegalStateException("handling a message failed", ex);
		}
	}

	@Override
	public void onError(Throwable cause, Callback callback) {
		try {
			this.session.handler().handleTransportError(this.session, cause);
			callback.succeeded();
		}
		catch (Exception ex) {
			callback.failed(ex);
		}
	}

	@Override
	public void onClosed(org.eclipse.jetty.websocket.core.CloseStatus status, Callback callback) {
		this.parts = null;
		this.session.gone(new CloseStatus(status.getCode(), status.getReason()));
		callback.succeeded();
	}

	private static CloseStatus statusOf(Frame frame) {
		org.eclipse.jetty.websocket.core.CloseStatus status = org.eclipse.jetty.websocket.core.CloseStatus
			.getCloseStatus(frame);
		return (status != null) ? new CloseStatus(status.getCode(), status.getReason()) : CloseStatus.NO_STATUS_CODE;
	}

}
