package io.roomcast.harness;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The whole answer of a server to a WebSocket handshake: of a refusal the client API
 * shows the status only. Immutable.
 */
public record Handshake(int status, Map<String, String> headers, String body) {

	private static final int SWITCHING_PROTOCOLS = 101;

	/**
	 * Tries a handshake on a connection of its own, and closes the connection at once.
	 * @param headers further lines of the request, as {@code name: value}
	 */
	public static Handshake attempt(String url, String... headers) throws IOException {
		URI uri = URI.create(url);
		try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
			socket.setSoTimeout((int) ChatClient.PATIENCE.toMillis());
			return perform(uri, socket.getOutputStream(), new DataInputStream(socket.getInputStream()), headers);
		}
	}

	public boolean isAccepted() {
		return this.status == SWITCHING_PROTOCOLS;
	}

	/**
	 * Returns a header of the answer; empty if it is missing.
	 */
	public String header(String name) {
		return this.headers.getOrDefault(name, "");
	}

	/**
	 * Sends a handshake and reads the answer to it.
	 */
	static Handshake perform(URI uri, OutputStream out, DataInputStream in, String... headers) throws IOException {
		out.write(request(uri, headers));
		out.flush();
		return read(in);
	}

	/**
	 * Reads the answer to a request.
	 */
	static Handshake read(DataInputStream in) throws IOException {
		String statusLine = readLine(in);
		int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
		Map<String, String> answered = readHeaders(in);
		String body = (status == SWITCHING_PROTOCOLS) ? "" : readBody(in, answered);
		return new Handshake(status, answered, body);
	}

	/**
	 * Returns the request of a handshake.
	 * @param headers further lines, as {@code name: value}
	 */
	static byte[] request(URI uri, String... headers) {
		String target = (uri.getRawQuery() == null) ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
		String further = (headers.length == 0) ? "" : String.join("\r\n", headers) + "\r\n";
		String request = "GET " + target + " HTTP/1.1\r\nHost: " + uri.getRawAuthority() + "\r\nUpgrade: websocket\r\n"
				+ "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
				+ "Sec-WebSocket-Version: 13\r\n" + further + "\r\n";
		return request.getBytes(StandardCharsets.US_ASCII);
	}

	private static Map<String, String> readHeaders(DataInputStream in) throws IOException {
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
			int colon = line.indexOf(':');
			headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
		}
		return headers;
	}

	private static String readBody(DataInputStream in, Map<String, String> headers) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		if (headers.getOrDefault("Transfer-Encoding", "").equals("chunked")) {
			for (int size = readChunkSize(in); size > 0; size = readChunkSize(in)) {
				body.write(in.readNBytes(size));
				readLine(in);
			}
		}
		else {
			body.write(in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0"))));
		}
		return body.toString(StandardCharsets.UTF_8);
	}

	private static int readChunkSize(DataInputStream in) throws IOException {
		return Integer.parseInt(readLine(in), 16);
	}

	private static String readLine(DataInputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
			if (next != '\r') {
				line.append((char) next);
			}
		}
		return line.toString();
	}

}
