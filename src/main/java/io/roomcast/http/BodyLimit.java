package io.roomcast.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.stream.Stream;

import io.roomcast.chat.Chat;
import io.roomcast.chat.ClientProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import org.springframework.web.util.WebUtils;

/**
 * Bounds the size of a body by that of the longest message, all of it escaped.
 */
@RestControllerAdvice
final class BodyLimit extends RequestBodyAdviceAdapter implements HandlerInterceptor {

	private final long limit;

	private final Chat chat;

	BodyLimit(ClientProperties clients, Chat chat) {
		this.limit = clients.bodyRules().maxJsonBytes();
		this.chat = chat;
	}

	/**
	 * Refuses a body by the length that it announces, before any of it is read. Any other
	 * is read before the handler gets the request, which comes here again with it.
	 */
	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws IOException {
		GatheredRequest gathered = WebUtils.getNativeRequest(request, GatheredRequest.class);
		if (gathered != null) {
			gathered.requireBody();
			return true;
		}
		long announced = request.getContentLengthLong();
		if (announced > this.limit) {
			throw Refusals.refuse(HttpStatus.CONTENT_TOO_LARGE, "body is " + announced + " bytes, limit " + this.limit);
		}
		if (handler instanceof HandlerMethod method && takesBody(method)) {
			GatheredRequest.gather(request, response, this.limit, this.chat);
			return false;
		}
		return true;
	}

	private static boolean takesBody(HandlerMethod method) {
		return Stream.of(method.getMethodParameters())
			.anyMatch((parameter) -> parameter.hasParameterAnnotation(RequestBody.class));
	}

	@Override
	public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
		return true;
	}

	@Override
	public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converter) throws IOException {
		return new BoundedMessage(message.getHeaders(), new BoundedStream(message.getBody(), this.limit));
	}

	private record BoundedMessage(HttpHeaders headers, InputStream body) implements HttpInputMessage {

		@Override
		public InputStream getBody() {
			return this.body;
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

	}

	private static final class BoundedStream extends FilterInputStream {

		private final long limit;

		private long bytes;

		BoundedStream(InputStream body, long limit) {
			super(body);
			this.limit = limit;
		}

		@Override
		public int read() throws IOException {
			int next = super.read();
			count((next >= 0) ? 1 : 0);
			return next;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			int read = super.read(target, offset, length);
			count(read);
			return read;
		}

		private void count(int read) throws IOException {
			this.bytes += Math.max(read, 0);
			if (this.bytes > this.limit) {
				throw new ExceededException("body is over " + this.limit + " bytes, which is the limit");
			}
		}

	}

	/**
	 * A body is over the limit.
	 */
	static final class ExceededException extends IOException {

		private static final long serialVersionUID = 1L;

		private ExceededException(String sentence) {
			super(sentence);
		}

		String sentence() {
			return String.valueOf(getMessage());
		}

	}

}
