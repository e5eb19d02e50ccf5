package io.roomcast.container;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * One answer. What is written to it is kept, counted against the budget, until it is
 * complete; then it goes to the socket piece by piece, on whichever thread finds the
 * socket ready. The request is complete when it has been handled and its answer is
 * written. An answer that is over the budget becomes a 503; one that is read too slowly
 * is cut.
 */
final class DetachedAnswer extends Response.Wrapper implements Callback {

	/** An answer of up to so many bytes is given even if it is over the budget. */
	private static final int SMALL_BYTES = 4096;

	private static final int LEAST_SECONDS = 30;

	private static final int SLOWEST_BYTES_PER_SECOND = 16 * 1024;

	private static final String RETRY_AFTER_SECONDS = "1";

	private final Callback handled;

	private final AnswerBudget budget;

	private final AnswerParts parts;

	private boolean taken;

	private boolean sent;

	private boolean over;

	// Guarded by this.
	private boolean writing;

	private boolean done;

	private @Nullable Throwable failure;

	private Scheduler.@Nullable Task limit;

	DetachedAnswer(Request request, Response response, Callback handled, AnswerBudget budget) {
		super(request, response);
		this.handled = handled;
		this.budget = budget;
		this.parts = new AnswerParts(response, budget, this::onWritten);
	}

	@Override
	public boolean isCommitted() {
		return this.taken || super.isCommitted();
	}

	@Override
	public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
		if (getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
			super.write(last, content, callback);
			return;
		}
		if (last && getRequest().getAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE) != null) {
			handOver(callback);
			return;
		}
		this.taken = true;
		if (content != null && content.hasRemaining()) {
			take(content);
		}
		if (last) {
			send();
		}
		callback.succeeded();
	}

	/**
	 * Writes the header of an answer whose content another connection writes, once the
	 * socket is handed over to it. With a second write Jetty does not know the length.
	 */
	private void handOver(Callback callback) {
		super.write(false, null, Callback.from(() -> super.write(true, null, callback), callback::failed));
	}

	private void take(ByteBuffer content) {
		if (this.over) {
			content.position(content.limit());
			return;
		}
		boolean within = this.parts.add(content);
		if (!within && this.parts.bytes() > SMALL_BYTES) {
			this.parts.drop();
			this.over = true;
		}
	}

	private void send() {
		this.sent = true;
		synchronized (this) {
			this.writing = true;
		}
		if (!getRequest().consumeAvailable()) {
			// What is left of the body is not read.
			getHeaders().put(HttpFields.CONNECTION_CLOSE);
		}
		if (this.over) {
			refuse();
			return;
		}
		long bytes = this.parts.bytes();
		this.parts.send(getHeaders());
		limitTime(LEAST_SECONDS + bytes / SLOWEST_BYTES_PER_SECOND);
	}

	private void refuse() {
		HttpFields.Mutable headers = getWrapped().getHeaders();
		headers.clear();
		headers.put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
		Callback written = Callback.from(() -> onWritten(null), this::onWritten);
		Response.writeError(getRequest(), getWrapped(), written, HttpStatus.SERVICE_UNAVAILABLE_503,
				"answers that are not read yet take over " + this.budget.limit() + " bytes");
	}

	private void limitTime(long seconds) {
		synchronized (this) {
			if (this.writing) {
				Scheduler scheduler = getRequest().getComponents().getScheduler();
				this.limit = scheduler.schedule(() -> cut(seconds), seconds, TimeUnit.SECONDS);
			}
		}
	}

	private void cut(long seconds) {
		EndPoint endPoint = getRequest().getConnectionMetaData().getConnection().getEndPoint();
		endPoint.close(new TimeoutException("answer was not read within " + seconds + " s"));
	}

	private void onWritten(@Nullable Throwable failure) {
		boolean complete;
		synchronized (this) {
			this.writing = false;
			this.failure = (this.failure != null) ? this.failure : failure;
			if (this.limit != null) {
				this.limit.cancel();
			}
			complete = this.done;
		}
		if (complete) {
			complete();
		}
	}

	@Override
	public void succeeded() {
		if (this.taken && !this.sent) {
			send();
		}
		onHandled(null);
	}

	@Override
	public void failed(Throwable failure) {
		onHandled(failure);
	}

	private void onHandled(@Nullable Throwable failure) {
		boolean complete;
		synchronized (this) {
			this.done = true;
			this.failure = (this.failure != null) ? this.failure : failure;
			complete = !this.writing;
		}
		if (complete) {
			complete();
		}
	}

	private void complete() {
		this.parts.drop();
		Throwable failed = this.failure;
		if (failed != null) {
			this.handled.failed(failed);
		}
		else {
			this.handled.succeeded();
		}
	}

}
