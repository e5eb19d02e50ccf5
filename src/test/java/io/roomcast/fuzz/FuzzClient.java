package io.roomcast.fuzz;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Does what an input says, on raw sockets, and fails if the service neither answers nor
 * ends a connection when it must. For one thread.
 */
final class FuzzClient implements AutoCloseable {

	/** Nothing waits so long, however slow the machine is. */
	static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int SHOWN = 400;

	private static final int READ_BYTES = 16 * 1024;

	private final InetSocketAddress server;

	private final List<Socket> sockets = new ArrayList<>();

	private final StringBuilder received = new StringBuilder();

	private Socket socket;

	private int searched;

	private boolean ended;

	FuzzClient(int port) throws IOException {
		this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
		this.socket = connect();
	}

	/**
	 * Plays an input on new connections.
	 */
	static void play(FuzzInput input, int port) {
		try (FuzzClient client = new FuzzClient(port)) {
			for (Step step : input.steps()) {
				client.take(step);
			}
		}
		catch (IOException ex) {
			throw new AssertionError("cannot connect: " + ex, ex);
		}
	}

	private Socket connect() throws IOException {
		Socket connected = new Socket();
		this.sockets.add(connected);
		connected.setTcpNoDelay(true);
		connected.connect(this.server, (int) PATIENCE.toMillis());
		return connected;
	}

	private void take(Step step) throws IOException {
		if (step instanceof Step.Send send) {
			send(send.bytes().apply(this.received));
		}
		else if (step instanceof Step.Await await) {
			if (!find(await.marker()) && !(await.orEnd() && this.ended)) {
				throw silent("'" + await.marker() + "'" + (await.orEnd() ? " nor the end" : ""));
			}
		}
		else {
			take((Step.Plain) step);
		}
	}

	private void take(Step.Plain step) throws IOException {
		switch (step) {
			case FINISH -> finish();
			case RESET -> reset(this.socket);
			case LEAVE -> this.socket.close();
			case REOPEN -> reopen();
			case AWAIT_END -> {
				if (!readToEnd()) {
					throw silent("the end");
				}
			}
		}
	}

	private void reopen() throws IOException {
		this.socket = connect();
		this.ended = false;
		this.searched = this.received.length();
	}

	private void send(byte[] bytes) {
		try {
			if (!this.ended) {
				this.socket.getOutputStream().write(bytes);
			}
		}
		catch (IOException ex) {
			// The server has ended the connection; what it said before can still be read.
		}
	}

	private void finish() {
		try {
			this.socket.shutdownOutput();
		}
		catch (IOException ex) {
			this.ended = true;
		}
	}

	/**
	 * Reads until a marker has come that was not found before.
	 * @return false if it did not come before the end, or in time
	 */
	private boolean find(String marker) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		int found = this.received.indexOf(marker, this.searched);
		while (found < 0 && read(deadline)) {
			found = this.received.indexOf(marker, this.searched);
		}
		this.searched = (found < 0) ? this.searched : found + marker.length();
		return found >= 0;
	}

	private boolean readToEnd() {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (read(deadline)) {
			this.searched = this.received.length();
		}
		return this.ended;
	}

	/**
	 * Reads what comes.
	 * @return false if the connection has ended or nothing came in time
	 */
	private boolean read(long deadline) {
		int left = (int) Duration.ofNanos(deadline - System.nanoTime()).toMillis();
		if (this.ended || left <= 0) {
			return false;
		}
		byte[] bytes = new byte[READ_BYTES];
		try {
			this.socket.setSoTimeout(left);
			int count = this.socket.getInputStream().read(bytes);
			this.ended = count < 0;
			this.received.append(new String(bytes, 0, Math.max(0, count), StandardCharsets.ISO_8859_1));
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			this.ended = true;
		}
		return !this.ended;
	}

	private AssertionError silent(String awaited) {
		String last = this.received.substring(Math.max(0, this.received.length() - SHOWN));
		return new AssertionError("no %s within %s; received %d characters, the last ones '%s'".formatted(awaited,
				PATIENCE, this.received.length(), last));
	}

	private static void reset(Socket socket) throws IOException {
		socket.setSoLinger(true, 0);
		socket.close();
	}

	@Override
	public void close() throws IOException {
		for (Socket each : this.sockets) {
			if (!each.isClosed()) {
				reset(each);
			}
		}
	}

}
