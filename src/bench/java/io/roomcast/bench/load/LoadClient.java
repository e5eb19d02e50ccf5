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
 * All clients of one scenario. First {@link #connect}, then {@link #drive} once, or
 * {@link #answering}; all on the caller's thread.
 */
public final class LoadClient implements Closeable {

	// Below the 50 connections that a listening socket keeps for its server by default.
	private static final int CONNECTING_AT_ONCE = 32;

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(60);

	private static final Duration QUIET = Duration.ofMillis(300);

	private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private static final byte[] NORMAL_CLOSURE = { 1000 >> 8, (byte) (1000 & 0xff) };

	private final Score score = new Score();

	private final Speakers speakers = new Speakers();

	private final Attendance attendance = new Attendance();

	private final Inbox inbox = new Inbox(this.attendance);

	private final Consumer<SelectionKey> ready = this::handle;

	private final List<Room> rooms = new ArrayList<>();

	private final List<Connection> connections = new ArrayList<>();

	private final Selector selector;

	private final int port;

	private final Crowd crowd;

	public LoadClient(int port, Crowd crowd) throws IOException {
		this.port = port;
		this.crowd = crowd;
		this.selector = Selector.open();
		for (int room = 0; room < crowd.rooms(); room++) {
			this.rooms.add(new Room(crowd.path(room), crowd.sendersIn(room), this.score, this.speakers));
		}
	}

	/**
	 * Connects all clients and waits until each is welcome and the notices that they
	 * joined have died down.
	 */
	public void connect() throws IOException {
		long deadline = System.nanoTime() + CONNECT_TIMEOUT.toNanos();
		while (this.attendance.welcomed() < this.crowd.clients()) {
			if (System.nanoTime() > deadline || this.attendance.ended() > 0) {
				throw new IllegalStateException("%d of %d clients are connected and welcome, %d have been disconnected"
					.formatted(this.attendance.welcomed(), this.crowd.clients(), this.attendance.ended()));
			}
			while (this.connections.size() < this.crowd.clients()
					&& this.connections.size() - this.attendance.welcomed() < CONNECTING_AT_ONCE) {
				add();
			}
			turn(TimeUnit.MILLISECONDS.toNanos(10));
		}
		turnUntil(this::isQuiet, CONNECT_TIMEOUT);
	}

	/**
	 * Has the senders speak, first unmeasured, then measured, and waits for what is then
	 * still under way.
	 */
	public Measurement drive(Pace pace, Duration warmup, Duration measured, Watch watch) throws IOException {
		this.speakers.begin(pace, System.nanoTime());
		turnFor(warmup);
		watch.begin();
		this.score.begin(System.nanoTime());
		turnFor(measured);
		this.score.end(System.nanoTime());
		watch.end();
		this.speakers.end();
		turnUntil(this.score::isComplete, DRAIN_TIMEOUT);
		// What comes now is one too many.
		turnUntil(this::isQuiet, DRAIN_TIMEOUT);
		return this.score.result(this.attendance.ended());
	}

	/**
	 * Leaves the clients alone for a while, then pings them.
	 * @return how many answered
	 */
	public int answering(Duration idle) throws IOException {
		turnFor(idle);
		sendAll(Frames.PING, new byte[0]);
		turnUntil(() -> this.attendance.pongs() >= this.crowd.clients(), CLOSE_TIMEOUT);
		return this.attendance.pongs();
	}

	/**
	 * Says goodbye with every client and waits, but not for long, until the server has
	 * closed all.
	 */
	@Override
	public void close() throws IOException {
		sendAll(Frames.CLOSE, NORMAL_CLOSURE);
		turnUntil(() -> this.attendance.ended() >= this.connections.size(), CLOSE_TIMEOUT);
		this.connections.forEach(Connection::close);
		this.selector.close();
	}

	private void add() throws IOException {
		int number = this.connections.size();
		Room room = this.rooms.get(number % this.rooms.size());
		Connection connection = Connection.open(this.selector, this.port, room);
		this.connections.add(connection);
		if (number < this.crowd.senders()) {
			Sender sender = new Sender(connection, room, this.score);
			room.add(sender);
			this.speakers.add(sender);
		}
	}

	private void sendAll(int opcode, byte[] payload) throws IOException {
		for (Connection connection : this.connections) {
			connection.send(Frames.masked(opcode, payload));
			turn(0);
		}
	}

	private boolean isQuiet() {
		return System.nanoTime() - this.attendance.lastHeard() > QUIET.toNanos();
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
