package io.roomcast.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.roomcast.harness.ChatEvent;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.JsonChatClient;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RunningChat;
import org.jspecify.annotations.Nullable;

/**
 * A client of a trial that speaks JSON. It comes back on the next node when it cannot on
 * its own, and says again under the same id what was refused for the time being.
 */
final class JsonTrialClient extends JsonChatClient implements TrialClient {

	private static final Duration TICK = Duration.ofMillis(10);

	private final List<? extends RunningChat> nodes;

	private final Speaker speaker;

	private final Map<String, Transcript> transcripts = new HashMap<>();

	private final Map<String, Long> returns = new HashMap<>();

	private final Set<String> here = ConcurrentHashMap.newKeySet();

	private final Set<String> left = ConcurrentHashMap.newKeySet();

	private final List<String> troubles = new CopyOnWriteArrayList<>();

	private final AtomicInteger losses = new AtomicInteger();

	private final AtomicInteger notices = new AtomicInteger();

	private final List<Duration> asked = new CopyOnWriteArrayList<>();

	private final List<Long> comebacks = new CopyOnWriteArrayList<>();

	private volatile boolean ignoresReconnect;

	private @Nullable Long moveNanos;

	private volatile int home;

	private volatile boolean leaves;

	private long client;

	JsonTrialClient(List<? extends RunningChat> nodes, int home, Speaker speaker) {
		this.nodes = nodes;
		this.home = home;
		this.speaker = speaker;
		speaker.rooms().forEach((room) -> this.transcripts.put(room, new Transcript(speaker.name())));
	}

	@Override
	public void run() {
		open(this.nodes.get(this.home).ws("/connect?nick=" + this.speaker.name()));
		this.speaker.rooms().forEach((room) -> send(JsonCommand.join(room)));
		while (!this.leaves) {
			processEvents(TICK);
			this.speaker.next().forEach(this::say);
			returnWhereItIsTime();
			moveIfItIsTime();
		}
		close();
	}

	@Override
	public Speaker speaker() {
		return this.speaker;
	}

	@Override
	public boolean isWelcome() {
		return this.here.containsAll(this.speaker.rooms());
	}

	@Override
	public Transcript transcript(String room) {
		return Objects.requireNonNull(this.transcripts.get(room), room);
	}

	@Override
	public Set<String> heardLeaving() {
		return Set.copyOf(this.left);
	}

	@Override
	public List<String> troubles() {
		return List.copyOf(this.troubles);
	}

	@Override
	public int losses() {
		return this.losses.get();
	}

	/**
	 * Has it wait for the close when it is asked to reconnect.
	 */
	void ignoreReconnect() {
		this.ignoresReconnect = true;
	}

	/**
	 * Returns after how long it was to reconnect, each time that it was asked to.
	 */
	List<Duration> asked() {
		return List.copyOf(this.asked);
	}

	/**
	 * Returns when it came back to its session, each time by {@code System.nanoTime()}.
	 */
	List<Long> comebacks() {
		return List.copyOf(this.comebacks);
	}

	/**
	 * Returns how often it has heard of anybody that joined or left.
	 */
	int notices() {
		return this.notices.get();
	}

	/**
	 * Gives up its node for another one, without a word to it.
	 */
	void moveAway() {
		this.home = (this.home + 1) % this.nodes.size();
		abort();
	}

	@Override
	public void leave() {
		this.transcripts.values().forEach(Transcript::endEarly);
		this.leaves = true;
	}

	@Override
	protected String serverToReturnTo(String url) {
		return this.nodes.get((this.home + failedAttempts()) % this.nodes.size()).ws("/");
	}

	@Override
	protected void onEvent(ChatEvent event) {
		if (event instanceof JsonEvent.Hello hello) {
			greeted(hello);
		}
		else if (event instanceof JsonEvent.Welcome welcome) {
			this.here.add(welcome.room());
			this.returns.remove(welcome.room());
		}
		else if (event instanceof JsonEvent.Message message) {
			hear(message);
		}
		else if (event instanceof JsonEvent.Gap gap) {
			transcript(gap.room()).add(new Line.Gap());
		}
		else if (event instanceof JsonEvent.Left notice) {
			this.left.add(notice.nick());
			this.notices.incrementAndGet();
		}
		else if (event instanceof JsonEvent.Joined) {
			this.notices.incrementAndGet();
		}
		else if (event instanceof JsonEvent.Reconnect reconnect) {
			askedToReconnect(Duration.ofMillis(reconnect.afterMillis()));
		}
		else if (event instanceof JsonEvent.Refused refused) {
			refused(refused);
		}
		else if (event instanceof ChatEvent.Closed closed) {
			closed(closed);
		}
	}

	private void say(Saying saying) {
		send(JsonCommand.say(saying.text()).in(saying.room()).id(saying.text()));
	}

	private void askedToReconnect(Duration after) {
		this.asked.add(after);
		if (!this.ignoresReconnect) {
			this.moveNanos = System.nanoTime() + after.toNanos();
		}
	}

	private void moveIfItIsTime() {
		Long due = this.moveNanos;
		if (due != null && due - System.nanoTime() <= 0) {
			this.moveNanos = null;
			abort();
		}
	}

	private void returnWhereItIsTime() {
		long now = System.nanoTime();
		List<String> due = this.returns.entrySet()
			.stream()
			.filter((one) -> one.getValue() - now <= 0)
			.map(Map.Entry::getKey)
			.toList();
		due.forEach((room) -> {
			this.returns.remove(room);
			returnTo(room);
		});
	}

	private void greeted(JsonEvent.Hello hello) {
		if (this.client != 0 && (!hello.resumed() || hello.client() != this.client)) {
			this.troubles.add(this.speaker.name() + " was not resumed: " + hello);
			this.speaker.giveUp();
		}
		if (hello.resumed()) {
			this.comebacks.add(System.nanoTime());
		}
		this.client = hello.client();
	}

	private void hear(JsonEvent.Message message) {
		if (message.id() != null) {
			this.speaker.receipted(message.id().text());
		}
		if (!message.repeated()) {
			transcript(message.room()).add(new Line.Message(message.cursor(), message.text()));
		}
	}

	private void refused(JsonEvent.Refused refused) {
		Long retryAfter = refused.retryAfterMillis();
		CommandId id = refused.id();
		if (retryAfter == null) {
			this.troubles.add(this.speaker.name() + " was refused for good: " + refused);
		}
		else if (id != null) {
			this.speaker.refused(id.text(), Duration.ofMillis(retryAfter));
		}
		else if (refused.room() != null) {
			this.returns.put(refused.room(), System.nanoTime() + Duration.ofMillis(retryAfter).toNanos());
		}
	}

	private void closed(ChatEvent.Closed closed) {
		this.losses.incrementAndGet();
		this.moveNanos = null;
		this.here.clear();
		this.returns.clear();
		if (closed.code() >= 4000 && closed.code() < 4100) {
			this.troubles.add(this.speaker.name() + " was closed for good: " + closed);
			this.speaker.giveUp();
		}
	}

}
