package io.roomcast.engine.redis;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.roomcast.engine.EngineTraffic;
import io.roomcast.engine.Entrance;
import io.roomcast.engine.redis.Batch.Published;
import io.roomcast.engine.redis.EntryPayload.Present;
import io.roomcast.engine.redis.EntryPayload.Message;
import io.roomcast.engine.redis.PlayedLink.Waiting;
import io.roomcast.fanout.Hub;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.ManualExecutor;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Start;
import io.roomcast.fanout.StoredMessage;
import org.jspecify.annotations.Nullable;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * A room of the node {@link #HERE} for which the test plays Redis: it answers the node's
 * calls, and publishes what other nodes say. For one thread.
 */
final class PlayedRoom {

	static final String NAME = "kitchen";

	static final String HERE = "here";

	static final String THERE = "there";

	static final long EPOCH = 7;

	private static final int FIRST_ENTRY = 14;

	private final PlayedLink link = new PlayedLink();

	private final ManualExecutor tasks = new ManualExecutor();

	private final List<Runnable> delayed = new ArrayList<>();

	private final RoomContext context = newContext();

	private final RedisRoom room = new RedisRoom(NAME, this.context);

	private RoomTop top = new RoomTop(EPOCH, 0, 0, 0, 0, 0, 0, 0);

	private final List<KeptMessage> stream = new ArrayList<>();

	private long nonces = 1000;

	private RoomContext newContext() {
		ScheduledExecutorService timer = timer(this.tasks);
		PublishSettings publish = new PublishSettings(1000, 1 << 20, Duration.ofMinutes(1), Duration.ofMinutes(1),
				Duration.ofMinutes(1), Duration.ofMinutes(1), false);
		return new RoomContext(HERE, new Hub(this.tasks, Limits.defaults(), Clock.systemUTC(), this.tasks), this.link,
				PlayedContents.INSTANCE,
				new RoomSettings(new RedisKeys("test"), publish, Duration.ofSeconds(2), RoomSettings.LINGER),
				new Nodes(HERE), new EngineTraffic(), timer, new AtomicLong(), new AtomicLong());
	}

	/**
	 * Makes a timer that passes on what is due at once, and keeps what is due later.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // it is told what to answer
	private ScheduledExecutorService timer(Executor tasks) {
		ScheduledExecutorService timer = mock(ScheduledExecutorService.class);
		willAnswer((call) -> {
			tasks.execute(call.getArgument(0));
			return null;
		}).given(timer).execute(any());
		willAnswer((call) -> {
			this.delayed.add(call.getArgument(0));
			return null;
		}).given(timer).schedule(any(Runnable.class), anyLong(), any());
		return timer;
	}

	PlayedLink link() {
		return this.link;
	}

	RoomContext context() {
		return this.context;
	}

	RedisRoom room() {
		return this.room;
	}

	/**
	 * Returns how far the room has come in Redis.
	 */
	RoomTop top() {
		return this.top;
	}

	/**
	 * Has Redis be where it was once, or in another epoch.
	 */
	void moveTo(RoomTop other) {
		this.stream.removeIf((message) -> other.epoch() != this.top.epoch() || message.offset() > other.offset());
		this.top = other;
	}

	/**
	 * Has Redis drop all messages before an offset.
	 */
	void trim(long first) {
		this.stream.removeIf((message) -> message.offset() < first);
	}

	/**
	 * Runs all that is due: passes, and what is told without locks.
	 */
	void run() {
		this.tasks.runAll();
	}

	/**
	 * Runs what was due later until now, as if its time had come.
	 */
	void runDelayed() {
		List<Runnable> tasks = List.copyOf(this.delayed);
		this.delayed.clear();
		tasks.forEach(Runnable::run);
		run();
	}

	/**
	 * Opens the room, with nothing in it but clients.
	 */
	Room open(Present... present) {
		List<Room> opened = new ArrayList<>();
		this.room.whenOpen(opened::add, (why) -> {
			throw new AssertionError(why);
		});
		run();
		answerRead(read(1, present));
		return opened.get(0);
	}

	/**
	 * Returns what Redis answers to a read.
	 * @param from the first offset
	 */
	RoomRead read(long from, Present... present) {
		RoomPresence presence = new RoomPresence(
				Stream.of(present)
					.collect(Collectors.toMap(Present::nick,
							(client) -> new RoomPresence.Holder(client.client(), client.token().toString()))),
				Map.of());
		return new RoomRead(this.top, this.stream.stream().filter((message) -> message.offset() >= from).toList(),
				presence);
	}

	void answerRead(RoomRead read) {
		this.link.<RoomRead>next(Script.READ).answer().complete(read);
		run();
	}

	/**
	 * Has a client of this node join, and Redis do so.
	 */
	TestClient join(String nick, long client) {
		TestClient joined = beginToJoin(nick, client);
		answer("J");
		return joined;
	}

	TestClient beginToJoin(String nick, long client) {
		TestClient joining = new TestClient(nick, client);
		Joining how = new Joining(Start.NOW, joining::welcome, PlayedContents.INSTANCE.joined(NAME, nick, client));
		QueuedJoin join = QueuedJoin.of(new Entrance(NAME, joining, joining.subscriber(), null),
				this.context.nextToken(), how, joining);
		this.room.whenOpen((open) -> this.room.join(join), joining::unavailable);
		run();
		return joining;
	}

	/**
	 * Returns the token that this node has given last.
	 */
	Token lastToken() {
		return new Token(HERE, this.context.lastToken().get());
	}

	/**
	 * Makes the next batch of another node.
	 */
	Batch batch(String statuses, EntryPayload... payloads) {
		BatchHeader header = next(THERE, 1, ++this.nonces, statuses, statuses.length());
		keep(header, (i) -> payloads[i].encode());
		return new Batch(header,
				IntStream.range(0, payloads.length)
					.mapToObj((i) -> new Published(i, header.status(i), payloads[i].encode()))
					.toList());
	}

	void publish(String statuses, EntryPayload... payloads) {
		publish(batch(statuses, payloads));
	}

	void publish(Batch batch) {
		this.room.published(batch);
		run();
	}

	static Message said(String text) {
		return new Message(99, PlayedContents.INSTANCE.encode(PlayedContents.message(text)));
	}

	static Present present(String nick, long client, String node, long number) {
		return new Present(nick, client, new Token(node, number));
	}

	/**
	 * Takes the node's publish call, and answers it.
	 * @param statuses what becomes of its entries
	 * @param undone why nothing is done for those of status x
	 */
	Waiting<PublishAnswer> answer(String statuses, Undone... undone) {
		Waiting<PublishAnswer> call = this.link.next(Script.PUBLISH);
		BatchHeader header = next(HERE, Long.parseLong(call.argument(1)), Long.parseLong(call.argument(5)), statuses,
				statuses.replaceAll("[xRU]", "").length());
		keep(header, (i) -> call.call().arguments().get(FIRST_ENTRY + 2 * i + 1));
		call.answer().complete(new PublishAnswer.Done(header, List.of(undone), false));
		run();
		return call;
	}

	/**
	 * Returns what a publish call asks for, in turns a control string and a payload.
	 */
	static List<String> entries(Waiting<PublishAnswer> call) {
		return call.argumentsFrom(FIRST_ENTRY);
	}

	private BatchHeader next(String node, long number, long nonce, String statuses, int published) {
		RoomTop before = this.top;
		int messages = count(statuses, "M");
		int changes = count(statuses, "JKL");
		long batch = before.batch() + ((published > 0) ? 1 : 0);
		long batchNonce = (published > 0) ? nonce : before.batchNonce();
		this.top = new RoomTop(before.epoch(), before.offset() + messages,
				(messages > 0) ? nonce : before.messageNonce(), batch, batchNonce, before.presence() + changes,
				before.clients() + count(statuses, "J") - count(statuses, "L"), System.currentTimeMillis());
		return new BatchHeader(node, number, before.epoch(), batch, batchNonce, before.batchNonce(),
				before.offset() + 1, before.messageNonce(), this.top.at(), this.top.presence(), this.top.clients(),
				statuses);
	}

	private void keep(BatchHeader header, IntFunction<byte[]> payloads) {
		long offset = header.firstOffset();
		for (int i = 0; i < header.entries(); i++) {
			if (header.status(i) == EntryStatus.PLACED) {
				this.stream.add(new KeptMessage(offset, header.nonce(), header.at(), payloads.apply(i)));
				offset++;
			}
		}
	}

	private static int count(String statuses, String letters) {
		return (int) statuses.chars().filter((status) -> letters.indexOf(status) >= 0).count();
	}

	/**
	 * Returns the texts in the room's log, by its offset each.
	 */
	static List<String> history(@Nullable Room room) {
		return (room == null) ? List.of()
				: room.pageAfter(null, 1000).messages().stream().map(PlayedRoom::describe).toList();
	}

	private static String describe(StoredMessage message) {
		String text = (message.content() == Unreadable.CONTENT) ? "unreadable"
				: ScriptCall.text(PlayedContents.INSTANCE.encode(message.content()));
		return message.position().offset() + " " + text;
	}

}
