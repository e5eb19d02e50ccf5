package io.roomcast.container;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as Jetty speaks it, except that a header {@code Upgrade} that
 * {@code Connection} does not name is ignored, as RFC 9110 section 7.8 asks. Jetty would
 * take it for an attempt at HTTP/2 and refuse the request; proxies send such requests.
 * Besides, each connection tells of requests that have yet to come whole.
 */
final class TolerantHttp extends HttpConnectionFactory {

	private final UnfinishedRequests unfinished;

	TolerantHttp(HttpConfiguration configuration, UnfinishedRequests unfinished) {
		super(configuration);
		this.unfinished = unfinished;
	}

	@Override
	public Connection newConnection(Connector connector, EndPoint endPoint) {
		return configure(new TolerantConnection(getHttpConfiguration(), connector, endPoint, this.unfinished),
				connector, endPoint);
	}

	private static final class TolerantConnection extends HttpConnection {

		private final RequestDeadline deadline;

		TolerantConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint,
				UnfinishedRequests unfinished) {
			super(configuration, connector, endPoint);
			this.deadline = new RequestDeadline(this, unfinished);
		}

		/**
		 * Begins with the connection, and with its TLS handshake, if there is one.
		 */
		@Override
		public void onOpen() {
			this.deadline.awaitHeader();
			super.onOpen();
		}

		@Override
		public void onClose(@Nullable Throwable cause) {
			this.deadline.end();
			super.onClose(cause);
		}

		@Override
		protected RequestHandler newRequestHandler() {
			return new TimedRequests();
		}

		@Override
		protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
			return new TolerantStream(method, uri, version);
		}

		private final class TimedRequests extends RequestHandler {

			@Override
			public void messageBegin() {
				if (!isRequestBufferEmpty()) {
					TolerantConnection.this.deadline.awaitHeader();
				}
				super.messageBegin();
			}

			@Override
			public boolean headerComplete() {
				boolean handle = super.headerComplete();
				if (getParser().hasContent()) {
					TolerantConnection.this.deadline.awaitBody();
				}
				else {
					TolerantConnection.this.deadline.end();
				}
				return handle;
			}

			@Override
			public boolean messageComplete() {
				TolerantConnection.this.deadline.end();
				return super.messageComplete();
			}

		}

		private final class TolerantStream extends HttpStreamOverHTTP1 {

			private @Nullable HttpField upgrade;

			private boolean named;

			TolerantStream(String method, String uri, HttpVersion version) {
				super(method, uri, version);
			}

			@Override
			public void parsedHeader(HttpField field) {
				if (field.getHeader() == HttpHeader.UPGRADE) {
					this.upgrade = (this.upgrade == null) ? field
							: new HttpField(HttpHeader.UPGRADE, this.upgrade.getValue() + ", " + field.getValue());
					return;
				}
				if (field.getHeader() == HttpHeader.CONNECTION) {
					this.named |= field.contains(HttpHeaderValue.UPGRADE.asString());
				}
				super.parsedHeader(field);
			}

			@Override
			public Runnable headerComplete() {
				if (this.upgrade != null && this.named) {
					super.parsedHeader(this.upgrade);
				}
				return super.headerComplete();
			}

			@Override
			public void succeeded() {
				TolerantConnection.this.deadline.end();
				super.succeeded();
			}

			@Override
			public void failed(Throwable cause) {
				TolerantConnection.this.deadline.end();
				super.failed(cause);
			}

		}

	}

}
