package io.roomcast.harness;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One command to a Redis on this machine, on a connection of its own. Shares nothing with
 * the service's own client. Any thread may call.
 */
final class RedisCommand {

	private static final int TIMEOUT_MILLIS = 10_000;

	private RedisCommand() {
	}

	/**
	 * Runs a command and returns its answer: a list as it is, whatever is nested in it
	 * one after the other; anything else as a list of one. Nothing is an empty text.
	 * @throws RedisErrorException if Redis answers with an error
	 * @throws IOException if there is no Redis
	 */
	static List<String> run(int port, String... command) throws IOException {
		try (Socket socket = new Socket()) {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
			write(socket.getOutputStream(), command);
			List<String> answer = new ArrayList<>();
			read(new DataInputStream(new BufferedInputStream(socket.getInputStream())), answer);
			return answer;
		}
	}

	private static void write(OutputStream out, String... command) throws IOException {
		StringBuilder frame = new StringBuilder("*" + command.length + "\r\n");
		for (String word : command) {
			frame.append('$').append(word.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
			frame.append(word).append("\r\n");
		}
		out.write(frame.toString().getBytes(StandardCharsets.UTF_8));
	}

	private static void read(DataInputStream in, List<String> answer) throws IOException {
		String line = readLine(in);
		String rest = line.substring(1);
		switch (line.charAt(0)) {
			case '*' -> {
				for (int i = Integer.parseInt(rest); i > 0; i--) {
					read(in, answer);
				}
			}
			case '$' -> answer.add(readText(in, Integer.parseInt(rest)));
			case '-' -> throw new RedisErrorException(rest);
			default -> answer.add(rest);
		}
	}

	private static String readText(DataInputStream in, int length) throws IOException {
		if (length < 0) {
			return "";
		}
		byte[] bytes = in.readNBytes(length);
		readLine(in);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static String readLine(DataInputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int read = in.read(); read != '\n'; read = in.read()) {
			if (read < 0) {
				throw new EOFException("Redis has ended the connection");
			}
			line.append((char) read);
		}
		return line.substring(0, line.length() - 1);
	}

	/**
	 * What Redis answers when it cannot do what it is told.
	 */
	static final class RedisErrorException extends IOException {

		private static final long serialVersionUID = 1L;

		RedisErrorException(String message) {
			super(message);
		}

	}

}
