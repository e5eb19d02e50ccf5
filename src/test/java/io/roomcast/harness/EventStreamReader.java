package io.roomcast.harness;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads a room as server-sent events, only when told to. Not thread-safe.
 */
public final class EventStreamReader implements AutoCloseable {

	private static final String LOOPBACK = "127.0.0.1";

	private static final int RECEIVE_BUFFER_BYTES = 4 * 1024;

	private final Socket socket;

	private final BufferedReader lines;

	private final List<String> header = new ArrayList<>();

	private final List<String> comments = new ArrayList<>();

	private @Nullable String retry;

	private EventStreamReader(Socket socket) throws IOException {
		this.socket = socket;
		this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
	}

	/**
	 * Asks for a stream and reads the header of the answer.
	 * @param rest of the path after that of the events, may be empty
	 * @param headers further lines of the request, as {@code name: value}
	 */
	public static EventStreamReader open(RunningChat chat, String room, String rest, String... headers)
			throws IOException {
		EventStreamReader reader = new EventStreamReader(
				SmallBufferSocket.connect(LOOPBACK, chat.port(), RECEIVE_BUFFER_BYTES));
		String request = RawHttp.request("GET /rooms/" + room + "/events" + rest, headers);
		reader.socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
		for (String line = reader.line(); !line.isEmpty(); line = reader.line()) {
			reader.header.add(line);
		}
		return reader;
	}

	/**
	 * Returns the status line of the answer and its header lines.
	 */
	public List<String> header() {
		return this.header;
	}

	/**
	 * Returns the comments that came between the events so far.
	 */
	public List<String> comments() {
		return this.comments;
	}

	/**
	 * Returns after how many milliseconds to come back, as the server told it last.
	 */
	public @Nullable String retry() {
		return this.retry;
	}

	/**
	 * Reads the next event.
	 */
	public StreamEvent next() throws IOException {
		StreamEvent event = nextOrEnd();
		if (event == null) {
			throw new EOFException("the stream has ended");
		}
		return event;
	}

	/**
	 * Reads the next event, which must be of a type.
	 */
	public StreamEvent next(String type) throws IOException {
		StreamEvent event = next();
		assertThat(event.type()).as(event.data()).isEqualTo(type);
		return event;
	}

	/**
	 * Reads the next event; null if the stream has ended.
	 */
	public @Nullable StreamEvent nextOrEnd() throws IOException {
		String id = null;
		String data = null;
		for (String line = this.lines.readLine(); line != null; line = this.lines.readLine()) {
			if (line.startsWith(":")) {
				this.comments.add(line.substring(1).trim());
			}
			else if (line.startsWith("retry: ")) {
				this.retry = line.substring("retry: ".length());
			}
			else if (line.startsWith("id: ")) {
				id = line.substring("id: ".length());
			}
			else if (line.startsWith("data: ")) {
				assertThat(data).as("a second line of data").isNull();
				data = line.substring("data: ".length());
			}
			else {
				assertThat(line).as("a line of no known field").isEmpty();
				if (data != null) {
					return new StreamEvent(id, data);
				}
			}
		}
		return null;
	}

	/**
	 * Reads up to the next comment.
	 */
	public void nextComment() throws IOException {
		int before = this.comments.size();
		while (this.comments.size() == before) {
			String line = line();
			if (line.startsWith(":")) {
				this.comments.add(line.substring(1).trim());
			}
		}
	}

	private String line() throws IOException {
		String line = this.lines.readLine();
		if (line == null) {
			throw new EOFException("the stream has ended");
		}
		return line;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * One event.
	 *
	 * @param id null if it has none
	 * @param data its JSON object
	 */
	public record StreamEvent(@Nullable String id, String data) {

		public String type() {
			return field("type");
		}

		/**
		 * Returns a field of the object, as text.
		 */
		public String field(String name) {
			return String.valueOf(JsonPath.<Object>read(this.data, "$." + name));
		}

	}

}
