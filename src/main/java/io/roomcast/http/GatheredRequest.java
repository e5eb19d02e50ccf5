package io.roomcast.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

import io.roomcast.chat.Chat;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * A request whose body is read as it comes, without a thread that waits for it. When it
 * has come, the request is dispatched again, with all of it. Reading ends at the limit,
 * and when too much is held for single clients.
 */
final class GatheredRequest extends HttpServletRequestWrapper implements ReadListener {

	private static final int PART_BYTES = 8 * 1024;

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final ServletInputStream source;

	private final long limit;

	private final Chat chat;

	private final AsyncContext async;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	private @Nullable ErrorResponseException refusal;

	private boolean over;

	private GatheredRequest(HttpServletRequest request, HttpServletResponse response, long limit, Chat chat)
			throws IOException {
		super(request);
		this.source = request.getInputStream();
		this.limit = limit;
		this.chat = chat;
		this.async = request.startAsync(this, response);
	}

	/**
	 * Begins to read a body. The caller leaves the request and its answer alone from now
	 * on.
	 */
	static void gather(HttpServletRequest request, HttpServletResponse response, long limit, Chat chat)
			throws IOException {
		GatheredRequest gathered = new GatheredRequest(request, response, limit, chat);
		// Jetty cuts a connection that takes too long.
		gathered.async.setTimeout(0);
		gathered.source.setReadListener(gathered);
	}

	/**
	 * Refuses the request if its body did not come whole.
	 */
	void requireBody() {
		if (this.refusal != null) {
			throw this.refusal;
		}
	}

	@Override
	public void onDataAvailable() throws IOException {
		byte[] part = new byte[PART_BYTES];
		while (this.source.isReady()) {
			int read = this.source.read(part);
			if (read < 0) {
				return;
			}
			this.body.write(part, 0, read);
			if (!this.chat.hold(read)) {
				goOn(Refusals.later("bodies of requests, and what sockets sent in part, take too much memory now",
						RETRY_AFTER));
				return;
			}
			if (this.body.size() > this.limit) {
				goOn(Refusals.refuse(HttpStatus.CONTENT_TOO_LARGE,
						"body is over " + this.limit + " bytes, which is the limit"));
				return;
			}
		}
	}

	@Override
	public void onAllDataRead() {
		goOn(null);
	}

	@Override
	public void onError(Throwable cause) {
		goOn(Refusals.refuse(HttpStatus.BAD_REQUEST, "body ends before it is complete"));
	}

	// Each way to end it comes here. One that fails after its end is no new one.
	private void goOn(@Nullable ErrorResponseException refused) {
		if (this.over) {
			return;
		}
		this.over = true;
		this.chat.hold(-this.body.size());
		this.refusal = refused;
		this.async.dispatch();
	}

	@Override
	public ServletInputStream getInputStream() {
		return new Gathered(new ByteArrayInputStream(this.body.toByteArray()));
	}

	private static final class Gathered extends ServletInputStream {

		private final ByteArrayInputStream bytes;

		Gathered(ByteArrayInputStream bytes) {
			this.bytes = bytes;
		}

		@Override
		public int read() {
			return this.bytes.read();
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			return this.bytes.read(target, offset, length);
		}

		@Override
		public boolean isFinished() {
			return this.bytes.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new IllegalStateException("the body is read already");
		}

	}

}
