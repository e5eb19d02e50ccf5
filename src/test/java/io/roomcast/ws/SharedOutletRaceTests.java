package io.roomcast.ws;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.DiscardingOutlet;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Hub;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.Outlet.WriteResult;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Start;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.TestWriter;
import io.roomcast.fanout.Traffic;
import io.roomcast.fanout.WriteWaiter;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writers on threads of their own that share one outlet, whose socket takes random parts:
 * none writes into another's frame, none is forgotten, none starves.
 */
@Tag("alone")
class SharedOutletRaceTests {

	private static final int WRITERS = 4;

	private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(2);

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

	/** In fewer frames a fault may not show. */
	private static final int MIN_FRAMES = 10_000;

	/**
	 * How often each other writer may come first while one waits: with the write under
	 * way, once in the round that is on, once in the next; and one write before may be
	 * counted late.
	 */
	private static final int MAX_OVERTAKES = 4;

	private final long seed = new Random().nextLong();

	private final long start = System.nanoTime();

	@AutoClose("shutdownNow")
	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final ByteArrayEndPoint socket = new ByteArrayEndPoint(null, 0, new byte[0], 100);

	private final JettyOutlet outlet = outlet();

	private final AtomicIntegerArray written = new AtomicIntegerArray(WRITERS);

	private volatile boolean over;

	@Test
	void writersNeitherMixNorStarve() throws Exception {
		List<Future<Map<Integer, int[]>>> writing = new ArrayList<>();
		for (int i = 0; i < WRITERS; i++) {
			writing.add(this.threads.submit(new Writer(i)::run));
		}
		Future<List<String>> reading = this.threads.submit(this::read);
		List<Map<Integer, int[]>> waits = new ArrayList<>();
		for (Future<Map<Integer, int[]>> writer : writing) {
			waits.add(writer.get(30, TimeUnit.SECONDS));
		}
		this.over = true;
		List<String> texts = reading.get(10, TimeUnit.SECONDS);

		int all = IntStream.range(0, WRITERS).map(this.written::get).sum();
		assertThat(texts.size()).as("frames that came whole, seed %d", this.seed).isEqualTo(all);
		assertThatEachIsInOrder(texts);
		assertThat(mostOvertakes(texts, waits)).as("writes of one other while a writer waited, seed %d", this.seed)
			.isBetween(1, MAX_OVERTAKES);
	}

	@Test
	void clientInManyRoomsHearsEachWholeAndInOrder() throws Exception {
		int rooms = 16;
		int messages = 2_000;
		Limits limits = Limits.defaults().withLog(1 << 16, 1 << 28).withLag(100, 1 << 20).withWriteBytes(300);
		Hub hub = new Hub(this.threads, limits, Clock.systemUTC(), this.threads);
		Future<List<String>> reading = this.threads.submit(this::read);
		List<Future<?>> publishing = new ArrayList<>();
		for (int i = 0; i < rooms; i++) {
			String name = "room" + i;
			Subscriber listener = new Subscriber(1, this.outlet, Format.TEXT, null);
			Room room = hub.join(name, listener, joining());
			Subscriber speaker = new Subscriber(2 + i, new DiscardingOutlet(), Format.TEXT, null);
			hub.join(name, speaker, joining());
			publishing.add(this.threads.submit(() -> publish(room, speaker, messages)));
		}
		for (Future<?> publisher : publishing) {
			publisher.get(30, TimeUnit.SECONDS);
		}
		while (hub.largestLag() > 0 && System.nanoTime() - this.start < PATIENCE_NANOS) {
			LockSupport.parkNanos(1_000);
		}
		this.over = true;
		List<String> texts = reading.get(10, TimeUnit.SECONDS);

		assertThat(texts.size()).as("messages heard, seed %d", this.seed).isEqualTo(rooms * messages);
		assertThatEachIsInOrder(texts);
		assertThat(hub.failures().count()).isZero();
	}

	private static void publish(Room room, Subscriber speaker, int messages) {
		for (int i = 0; i < messages; i++) {
			room.publish(speaker, new Text(room.name() + " " + i));
			while (room.defer(() -> {
			})) {
				LockSupport.parkNanos(1_000);
			}
		}
	}

	private static Joining joining() {
		return new Joining(Start.NOW, (joined) -> Frames.none(), new Text(""));
	}

	/**
	 * Counts, by the order of the frames on the wire, the frames of each other writer
	 * that came while one waited.
	 * @param waits for each writer, and each frame that had to wait, how many frames of
	 * each writer had come before the wait
	 */
	private static int mostOvertakes(List<String> texts, List<Map<Integer, int[]>> waits) {
		int[] come = new int[WRITERS];
		int most = 0;
		for (String text : texts) {
			String[] parts = text.substring(1).split(" ", 2);
			int writer = Integer.parseInt(parts[0]);
			int[] before = waits.get(writer).get(Integer.parseInt(parts[1]));
			for (int i = 0; before != null && i < WRITERS; i++) {
				most = (i != writer) ? Math.max(most, come[i] - before[i]) : most;
			}
			come[writer]++;
		}
		return most;
	}

	private void assertThatEachIsInOrder(List<String> texts) {
		Map<String, Integer> next = new HashMap<>();
		for (String text : texts) {
			String[] parts = text.split(" ", 2);
			assertThat(Integer.parseInt(parts[1])).as("seed %d: %s", this.seed, text)
				.isEqualTo(next.merge(parts[0], 1, Integer::sum) - 1);
		}
	}

	/**
	 * Reads what the socket has taken, and lets it take more, until all is over.
	 */
	private List<String> read() {
		List<String> texts = new ArrayList<>();
		ByteBuffer unread = ByteBuffer.allocate(1 << 16);
		boolean last = false;
		while (!last) {
			last = this.over;
			int before = unread.position();
			unread.put(this.socket.takeOutput());
			if (unread.position() == before) {
				LockSupport.parkNanos(1);
			}
			unread.flip();
			while (unread.remaining() >= 2 && unread.remaining() >= 2 + unread.get(unread.position() + 1)) {
				assertThat(unread.get()).as("first byte of a frame, seed %d", this.seed).isEqualTo((byte) 0x81);
				byte[] payload = new byte[unread.get()];
				unread.get(payload);
				texts.add(new String(payload, StandardCharsets.US_ASCII));
			}
			unread.compact();
		}
		assertThat(unread.position()).as("bytes of a frame that came in part, seed %d", this.seed).isZero();
		return texts;
	}

	private JettyOutlet outlet() {
		ClientConnection client = new ClientConnection(new OpenConnections(), this.socket, new Budget(Long.MAX_VALUE),
				new Traffic(), Signals.webSocket(Frames.ping()));
		client.notify(new SpringSession(client, this.socket, new TextWebSocketHandler(), new MessageLimits(1024, 1024),
				null, Map.of()));
		return client.outlet();
	}

	/**
	 * Writes numbered frames, one at a time, as a room's pass does: waits when it is told
	 * to, and gives its turn up now and then.
	 */
	private final class Writer {

		private final int number;

		private final Random random;

		private final WriteWaiter waiter = new TestWriter(() -> this.woken = true);

		private volatile boolean woken;

		private final int[] whenItBeganToWait = new int[WRITERS];

		private final Map<Integer, int[]> waits = new HashMap<>();

		private Writer(int number) {
			this.number = number;
			this.random = new Random(SharedOutletRaceTests.this.seed + number);
		}

		private Map<Integer, int[]> run() {
			for (int i = 0; i < MIN_FRAMES / WRITERS
					|| System.nanoTime() - SharedOutletRaceTests.this.start < RACE_NANOS; i++) {
				write(i, ByteBuffer.wrap(Frames.text("w" + this.number + " " + i)));
			}
			return this.waits;
		}

		private void write(int index, ByteBuffer frame) {
			JettyOutlet shared = SharedOutletRaceTests.this.outlet;
			boolean waited = false;
			while (true) {
				this.woken = false;
				WriteResult result = shared.write(frame, this.waiter);
				if (result == WriteResult.BUSY) {
					if (!waited) {
						waited = true;
						remember();
					}
					await();
					if (this.random.nextInt(16) == 0) {
						shared.giveUp(this.waiter);
						waited = false;
					}
					continue;
				}
				if (waited) {
					this.waits.put(index, this.whenItBeganToWait.clone());
				}
				SharedOutletRaceTests.this.written.incrementAndGet(this.number);
				if (result == WriteResult.PARTIAL) {
					shared.finish(frame);
					await();
					shared.giveUp(this.waiter);
				}
				return;
			}
		}

		private void remember() {
			for (int i = 0; i < WRITERS; i++) {
				this.whenItBeganToWait[i] = SharedOutletRaceTests.this.written.get(i);
			}
		}

		private void await() {
			while (!this.woken) {
				if (System.nanoTime() - SharedOutletRaceTests.this.start > PATIENCE_NANOS) {
					throw new AssertionError("never woken, seed " + SharedOutletRaceTests.this.seed);
				}
				LockSupport.parkNanos(1);
			}
		}

	}

	/**
	 * A text that all see.
	 */
	private record Text(String text) implements Content {

		@Override
		public int size() {
			return this.text.length();
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			return this.text.isEmpty() ? Frames.none() : Frames.text(this.text);
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return forOthers(format, position, at);
		}

	}

}
