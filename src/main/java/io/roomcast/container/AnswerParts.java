package io.roomcast.container;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * The content of one answer: first gathered, then written part by part. One thread at a
 * time gathers, and all is gathered before the writing begins.
 */
final class AnswerParts extends IteratingCallback {

	private final Content.Sink sink;

	private final AnswerBudget budget;

	private final Consumer<@Nullable Throwable> whenWritten;

	private final Queue<ByteBuffer> parts = new ArrayDeque<>(1);

	private int underWay;

	private long bytes;

	private boolean lastWritten;

	AnswerParts(Content.Sink sink, AnswerBudget budget, Consumer<@Nullable Throwable> whenWritten) {
		this.sink = sink;
		this.budget = budget;
		this.whenWritten = whenWritten;
	}

	long bytes() {
		return this.bytes;
	}

	/**
	 * Adds what is left in a buffer, and counts it.
	 * @return whether the budget still holds
	 */
	boolean add(ByteBuffer content) {
		int size = content.remaining();
		this.parts.add(ByteBuffer.allocate(size).put(content).flip());
		this.bytes += size;
		return this.budget.take(size);
	}

	/**
	 * Drops all parts.
	 */
	void drop() {
		this.parts.clear();
		this.budget.giveBack(this.bytes);
		this.bytes = 0;
	}

	/**
	 * Writes all parts. The answer's length is known by now, unless the handler knew it
	 * before.
	 */
	void send(HttpFields.Mutable headers) {
		if (this.parts.size() > 1 && !headers.contains(HttpHeader.CONTENT_LENGTH)) {
			headers.put(HttpHeader.CONTENT_LENGTH, this.bytes);
		}
		iterate();
	}

	@Override
	protected Action process() {
		this.bytes -= this.underWay;
		this.budget.giveBack(this.underWay);
		this.underWay = 0;
		if (this.lastWritten) {
			return Action.SUCCEEDED;
		}
		ByteBuffer part = this.parts.poll();
		this.underWay = (part != null) ? part.remaining() : 0;
		this.lastWritten = this.parts.isEmpty();
		this.sink.write(this.lastWritten, part, this);
		return Action.SCHEDULED;
	}

	@Override
	protected void onCompleteSuccess() {
		this.whenWritten.accept(null);
	}

	@Override
	protected void onCompleteFailure(Throwable cause) {
		this.whenWritten.accept(cause);
	}

	@Override
	public InvocationType getInvocationType() {
		return InvocationType.NON_BLOCKING;
	}

}
