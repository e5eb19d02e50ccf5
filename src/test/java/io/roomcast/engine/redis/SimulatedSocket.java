package io.roomcast.engine.redis;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.TestOutlet;
import io.roomcast.fanout.WriteWaiter;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets of a room on one connection, which takes everything at once.
 */
final class SimulatedSocket extends TestOutlet {

	private final SimulatedRedis redis;

	private final SimulationLog log;

	private final long client;

	private final @Nullable Position since;

	private final boolean isStrict;

	// Guarded by this.
	private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

	private @Nullable Disconnect closed;

	/**
	 * Makes one that has got nothing yet.
	 * @param isStrict whether it must hear of each client that comes or goes: not if
	 * clients lose their nicks, as those who have lost theirs are not told of all
	 */
	SimulatedSocket(SimulatedRedis redis, SimulationLog log, long client, @Nullable Position since, boolean isStrict) {
		this.isStrict = isStrict;
		this.redis = redis;
		this.log = log;
		this.client = client;
		this.since = since;
	}

	@Override
	public synchronized WriteResult write(ByteBuffer bytes, WriteWaiter writer) {
		if (this.closed != null) {
			return WriteResult.CLOSED;
		}
		byte[] taken = new byte[bytes.remaining()];
		bytes.get(taken);
		this.wire.writeBytes(taken);
		return WriteResult.COMPLETE;
	}

	@Override
	public void finish(ByteBuffer rest) {
		throw new IllegalStateException("everything was taken");
	}

	@Override
	public synchronized void close(Disconnect disconnect) {
		this.closed = disconnect;
	}

	/**
	 * Returns whether the client must come back, as its log is gone before it got all.
	 */
	synchronized boolean isLogReplaced() {
		return Disconnect.LOG_REPLACED.equals(this.closed);
	}

	private synchronized List<String> texts() {
		List<String> texts = new ArrayList<>();
		ByteBuffer bytes = ByteBuffer.wrap(this.wire.toByteArray());
		while (bytes.hasRemaining()) {
			bytes.get();
			int length = bytes.get();
			byte[] text = new byte[(length == 126) ? Short.toUnsignedInt(bytes.getShort()) : length];
			bytes.get(text);
			texts.add(SimulatedRoom.text(text));
		}
		return texts;
	}

	/**
	 * Checks all that it got.
	 */
	Heard check() {
		Heard heard = new Heard();
		texts().forEach(heard::take);
		return heard;
	}

	/**
	 * What a client knows of the room by what it got.
	 */
	final class Heard {

		private final List<String> all = new ArrayList<>();

		private final Set<String> clients = new TreeSet<>();

		private @Nullable Position reached;

		private int gaps;

		private int messages;

		@Nullable Position reached() {
			return this.reached;
		}

		Set<String> clients() {
			return this.clients;
		}

		int messages() {
			return this.messages;
		}

		int gaps() {
			return this.gaps;
		}

		@Override
		public String toString() {
			return "since " + SimulatedSocket.this.since + ", closed with " + SimulatedSocket.this.closed + ": "
					+ this.all;
		}

		private void take(String text) {
			this.all.add(text);
			String[] words = text.split(" ", 4);
			Position position = SimulatedContents.position(words[1]);
			switch (words[0]) {
				case "welcome" -> welcome(position, Boolean.parseBoolean(words[2]), words[3]);
				case "message" -> message(position, words[2], false);
				case "own" -> message(position, words[2], true);
				case "joined" -> require(this.clients.add(words[2]) || needNotFit(words[2]), "is there already");
				case "left" -> require(this.clients.remove(words[2]) || needNotFit(words[2]), "is not there");
				case "gap" -> gap(position, SimulatedContents.position(words[2]));
				default -> throw new IllegalStateException(text);
			}
		}

		private void require(boolean condition, String otherwise) {
			if (!condition) {
				SimulatedSocket.this.log
					.fault("client " + SimulatedSocket.this.client + ": " + otherwise + ": " + this.all);
			}
		}

		/**
		 * Returns whether it need not fit: it is about this client, which hears of itself
		 * by chance only, if it was there before.
		 */
		private boolean needNotFit(String present) {
			return !SimulatedSocket.this.isStrict || present.endsWith(":" + SimulatedSocket.this.client);
		}

		private void welcome(Position position, boolean isRecovered, String present) {
			require(this.reached == null, "was welcomed twice");
			require(!isRecovered || position.equals(SimulatedSocket.this.since), "was recovered elsewhere");
			this.reached = position;
			this.gaps += (SimulatedSocket.this.since != null && !isRecovered) ? 1 : 0;
			if (!present.isEmpty()) {
				this.clients.addAll(List.of(present.split(" ", -1)));
			}
		}

		private void message(Position position, String text, boolean isOwn) {
			Position last = this.reached;
			require(last != null && position.offset() == last.offset() + 1
					&& (last.offset() == 0 || position.epoch() == last.epoch()), "has a hole");
			require(text.equals(SimulatedSocket.this.redis.placedAt(position)), "got what was not placed there");
			require(isOwn == text.startsWith(SimulatedSocket.this.client + "-"), "got what another was to get");
			this.reached = position;
			this.messages++;
		}

		private void gap(Position position, Position after) {
			Position last = this.reached;
			require(last != null && (after.equals(last) || after.offset() + last.offset() == 0),
					"heard of a gap elsewhere");
			this.reached = position;
			this.gaps++;
		}

	}

}
