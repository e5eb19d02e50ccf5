package io.roomcast.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * All clients of one scenario. First {@link #connect}, then {@link #warmUp},
 * {@link #measure} and {@link #drain}, or {@link #answering}; all on the caller's thread.
 */
public final class LoadClient implements Closeable {

	// Below the 50 connections that a listening socket keeps for its server by default.
	private static final int CONNECTING_AT_ONCE = 32;

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(60);

	private static final Duration QUIET = Duration.ofMillis(300);

	private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private static final byte[] NORMAL_CLOSURE = { 1000 >> 8, (byte) (1000 & 0xff) };

	private final Measurement measurement = new Measurement();

	private final Inbox inbox = new Inbox();

	private final Consumer<SelectionKey> ready = this::handle;

	private final List<Room> rooms = new ArrayList<>();

	private final List<Connection> connections = new ArrayList<>();

	private final Selector selector;

	private final int port;

	private final Scenario.Crowd crowd;

	private final Speakers speakers;

	public LoadClient(int port, Scenario scenario) throws IOException {
		this.port = port;
		this.crowd = scenario.crowd();
		this.speakers = new Speakers(scenario.pace());
		this.selector = Selector.open();
		for (int room = 0; room < this.crowd.rooms(); room++) {
			this.rooms.add(new Room(this.crowd.path(room), this.measurement, this.speakers));
		}
	}

	/**
	 * Connects all clients and waits until each is welcome and the notices that they
	 * joined have died down.
	 */
	public void connect() throws IOException {
		long deadline = System.nanoTime() + CONNECT_TIMEOUT.toNanos();
		while (this.inbox.welcomed() < this.crowd.clients()) {
			if (System.nanoTime() > deadline || this.inbox.ended() > 0) {
				throw new IllegalStateException("%d of %d clients are connected and welcome, %d have been disconnected"
					.formatted(this.inbox.welcomed(), this.crowd.clients(), this.inbox.ended()));
			}
			while (this.connections.size() < this.crowd.clients()
					&& this.connections.size() - this.inbox.welcomed() < CONNECTING_AT_ONCE) {
				add();
			}
			turn(TimeUnit.MILLISECONDS.toNanos(10));
		}
		turnUntil(this::isQuiet, CONNECT_TIMEOUT);
	}

	/**
	 * Has the senders begin to speak; nothing is measured yet.
	 */
	public void warmUp(Duration time) throws IOException {
		this.speakers.begin(System.nanoTime());
		turnFor(time);
	}

	public void measure(Duration time) throws IOException {
		this.measurement.begin(System.nanoTime());
		turnFor(time);
		this.measurement.end(System.nanoTime());
	}

	/**
	 * Has the senders fall silent and waits for what is still under way.
	 */
	public Measurement drain() throws IOException {
		this.speakers.end();
		turnUntil(this.measurement::isComplete, DRAIN_TIMEOUT);
		// What comes now is one too many.
		turnUntil(this::isQuiet, DRAIN_TIMEOUT);
		this.measurement.close(this.inbox.ended());
		return this.measurement;
	}

	/**
	 * Leaves the clients alone for a while, then pings them.
	 * @return how many answered
	 */
	public int answering(Duration idle) throws IOException {
		turnFor(idle);
		sendAll(Wire.PING, new byte[0]);
		turnUntil(() -> this.inbox.pongs() >= this.crowd.clients(), CLOSE_TIMEOUT);
		return this.inbox.pongs();
	}

	/**
	 * Closes every connection and waits, but not for long, until the server has closed
	 * all.
	 */
	@Override
	public void close() throws IOException {
		sendAll(Wire.CLOSE, NORMAL_CLOSURE);
		turnUntil(() -> this.inbox.ended() >= this.connections.size(), CLOSE_TIMEOUT);
		this.connections.forEach(Connection::close);
		this.selector.close();
	}

	private void add() throws IOException {
		int number = this.connections.size();
		int roomNumber = number % this.rooms.size();
		Room room = this.rooms.get(roomNumber);
		Connection connection = Connection.open(this.selector, this.port, room, this.crowd.sendersIn(roomNumber));
		this.connections.add(connection);
		if (number < this.crowd.senders()) {
			Sender sender = new Sender(connection, room, this.measurement);
			room.add(sender);
			this.speakers.add(sender);
		}
	}

	private void sendAll(int opcode, byte[] payload) throws IOException {
		for (Connection connection : this.connections) {
			connection.send(Wire.frame(opcode, payload));
			turn(0);
		}
	}

	private boolean isQuiet() {
		return System.nanoTime() - this.inbox.lastHeard() > QUIET.toNanos();
	}

	private void turnFor(Duration time) throws IOException {
		turnUntil(() -> false, time);
	}

	private void turnUntil(BooleanSupplier reached, Duration timeout) throws IOException {
		long deadline = System.nanoTime() + timeout.toNanos();
		for (long now = System.nanoTime(); now < deadline && !reached.getAsBoolean(); now = System.nanoTime()) {
			turn(Math.min(this.speakers.speak(now), deadline - now));
		}
	}

	/**
	 * Handles what is ready, waiting for it in whole milliseconds only: less is spent
	 * turning, so that nothing is said late.
	 */
	private void turn(long nanos) throws IOException {
		long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
		if (millis > 0) {
			this.selector.select(this.ready, millis);
		}
		else {
			this.selector.selectNow(this.ready);
		}
	}

	private void handle(SelectionKey key) {
		Connection connection = (Connection) key.attachment();
		if (key.isWritable()) {
			connection.flush();
		}
		if (key.isReadable()) {
			this.inbox.read(connection);
		}
	}

}
