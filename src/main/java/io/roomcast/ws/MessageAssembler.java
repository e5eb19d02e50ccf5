package io.roomcast.ws;

import java.nio.ByteBuffer;
import java.util.Arrays;

import io.roomcast.fanout.Disconnect;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

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

	/** Of a text that comes in parts. */
	private @Nullable Utf8Check check;

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
		int added = payload.remaining();
		long whole = (long) this.size + added + missing;
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
			takeGathered(added, last);
		}
	}

	/**
	 * Delivers a message that is complete. A text that is not UTF-8 is refused at its
	 * first bad byte, however much of it is yet to come.
	 * @param added how many bytes were gathered last
	 */
	private void takeGathered(int added, boolean last) {
		int bad = firstBad(this.size - added, last);
		if (bad >= 0) {
			release();
			this.client.close(Disconnect.notUtf8(bad));
		}
		else if (last) {
			byte[] message = Arrays.copyOf(this.parts, this.size);
			release();
			this.client.spring().received(message(message));
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
	 * Returns the offset of the first bad byte of a text from an offset on, or -1.
	 */
	private int firstBad(int from, boolean last) {
		if (this.opcode == OpCode.BINARY) {
			return -1;
		}
		if (this.check == null) {
			this.check = new Utf8Check();
		}
		return firstBad(this.check, this.parts, from, this.size, last);
	}

	private static int firstBad(Utf8Check check, byte[] bytes, int from, int to, boolean last) {
		int bad = check.firstBad(bytes, from, to);
		return (bad < 0 && last && !check.isComplete()) ? to : bad;
	}

	/**
	 * Drops the message that is incomplete.
	 */
	void release() {
		this.client.hold(-this.parts.length);
		this.parts = NOTHING;
		this.size = 0;
		this.check = null;
	}

	/**
	 * Delivers a message that came whole. If it is a text, it is checked only if decoding
	 * it has shown that it may not be UTF-8.
	 */
	private void deliver(byte[] bytes) {
		WebSocketMessage<?> message = message(bytes);
		if (message instanceof TextMessage text && text.getPayload().indexOf(REPLACEMENT) >= 0) {
			int bad = firstBad(new Utf8Check(), bytes, 0, bytes.length, true);
			if (bad >= 0) {
				this.client.close(Disconnect.notUtf8(bad));
				return;
			}
		}
		this.client.spring().received(message);
	}

	private WebSocketMessage<?> message(byte[] bytes) {
		return (this.opcode == OpCode.BINARY) ? new BinaryMessage(bytes) : new TextMessage(bytes);
	}

}
