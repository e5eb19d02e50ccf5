package io.roomcast.ws;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.roomcast.fanout.Disconnect;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;

/**
 * Assembles the data frames of one client into messages for Spring's handler. Touched by
 * one thread at a time.
 */
final class MessageAssembler {

	private static final char REPLACEMENT = '\uFFFD';

	private static final byte[] NOTHING = {};

	private static final int MIN_CAPACITY = 1024;

	private final ClientConnection client;

	private byte opcode = OpCode.UNDEFINED;

	private byte[] parts = NOTHING;

	private int size;

	MessageAssembler(ClientConnection client) {
		this.client = client;
	}

	/**
	 * Adds a data frame, or the part of one that has come.
	 * @param missing how many bytes of it are yet to come
	 */
	void add(Frame frame, int missing) {
		checkSequence(frame);
		if (frame.getOpCode() != OpCode.CONTINUATION) {
			this.opcode = frame.getOpCode();
		}
		if (!this.client.isClosing()) {
			addBytes(frame.getPayload(), missing, frame.isFin());
		}
		if (frame.isFin()) {
			this.opcode = OpCode.UNDEFINED;
		}
	}

	private void checkSequence(Frame frame) {
		boolean begun = this.opcode != OpCode.UNDEFINED;
		if (!begun && frame.getOpCode() == OpCode.CONTINUATION) {
			throw new ProtocolException("continuation frame without a message to continue");
		}
		if (begun && frame.getOpCode() != OpCode.CONTINUATION) {
			throw new ProtocolException("new message before the last frame of the one before");
		}
	}

	private void addBytes(ByteBuffer payload, int missing, boolean last) {
		long whole = (long) this.size + payload.remaining() + missing;
		SpringSession limits = this.client.spring();
		int maxBytes = (this.opcode == OpCode.BINARY) ? limits.getBinaryMessageSizeLimit()
				: limits.getTextMessageSizeLimit();
		if (whole > maxBytes) {
			release();
			this.client.close(Disconnect.messageTooBig(whole, last, maxBytes));
		}
		else if (last && this.size == 0) {
			deliver(BufferUtil.toArray(payload));
		}
		else {
			gather(payload, maxBytes);
			if (last) {
				byte[] message = Arrays.copyOf(this.parts, this.size);
				release();
				deliver(message);
			}
		}
	}

	private void gather(ByteBuffer payload, int maxBytes) {
		int needed = this.size + payload.remaining();
		if (needed > this.parts.length) {
			int capacity = Math.max(needed, Math.min(maxBytes, Math.max(MIN_CAPACITY, 2 * this.parts.length)));
			this.client.hold(capacity - this.parts.length);
			this.parts = Arrays.copyOf(this.parts, capacity);
		}
		payload.get(this.parts, this.size, payload.remaining());
		this.size = needed;
	}

	/**
	 * Drops the message that is incomplete.
	 */
	void release() {
		this.client.hold(-this.parts.length);
		this.parts = NOTHING;
		this.size = 0;
	}

	private void deliver(byte[] bytes) {
		if (this.opcode == OpCode.BINARY) {
			this.client.spring().received(new BinaryMessage(bytes));
			return;
		}
		TextMessage message = new TextMessage(bytes);
		if (message.getPayload().indexOf(REPLACEMENT) >= 0 && !isUtf8(bytes)) {
			this.client.close(Disconnect.notUtf8(bytes.length));
			return;
		}
		this.client.spring().received(message);
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

}
