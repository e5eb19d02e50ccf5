package io.roomcast.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

import io.roomcast.harness.ChatClient;
import io.roomcast.harness.HandshakeRefusedException;
import io.roomcast.harness.RunningChat;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Clients on several nodes that talk while something fails, in rooms that no other trial
 * uses. For the thread of the test only.
 */
final class Trial implements AutoCloseable {

	private static final int MORE_RECEIPTS = 15;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

	private static final AtomicInteger TRIALS = new AtomicInteger();

	private final String fault;

	private final List<? extends RunningChat> nodes;

	private final int number = TRIALS.incrementAndGet();

	private final List<String> rooms = List.of("red-" + this.number, "blue-" + this.number);

	private final Crowd crowd;

	private Duration healed = Duration.ZERO;

	private Set<String> left = Set.of();

	private boolean isClosed;

	private Trial(String fault, List<? extends RunningChat> nodes) {
		this.fault = fault;
		this.nodes = List.copyOf(nodes);
		this.crowd = new Crowd(this.nodes, this.rooms);
	}

	/**
	 * Brings clients to each node, and returns when all of them have heard one another
	 * and talk.
	 * @param fault what the trial is of, for the table of faults
	 */
	static Trial start(String fault, List<? extends RunningChat> nodes) {
		Trial trial = new Trial(fault, nodes);
		trial.await("all nodes are ready", PATIENCE, () -> nodes.stream().allMatch(TwoNodes::isReady));
		trial.crowd.start();
		trial.await("all are welcome", PATIENCE, () -> trial.crowd.all().stream().allMatch(TrialClient::isWelcome));
		trial.exchange("begins", trial.crowd.json(), PATIENCE);
		trial.crowd.all().forEach((client) -> client.speaker().talk(true));
		trial.talkOn();
		return trial;
	}

	List<? extends RunningChat> nodes() {
		return this.nodes;
	}

	List<String> rooms() {
		return this.rooms;
	}

	Crowd crowd() {
		return this.crowd;
	}

	/**
	 * Returns when each client has said something more and has its receipt.
	 */
	void talkOn() {
		awaitMore("receipts", this.crowd.present(), Speaker::receipts, MORE_RECEIPTS);
	}

	/**
	 * Returns after a while, in which the clients say what they can.
	 */
	void talkFor(Duration duration) {
		long start = System.nanoTime();
		await("time has passed", duration.plus(PATIENCE), () -> System.nanoTime() - start >= duration.toNanos());
	}

	/**
	 * Returns when each client of a node that speaks JSON has been refused something
	 * more.
	 */
	void talkUntilRefused(int node) {
		awaitMore("refusals", this.crowd.json(node), Speaker::refusals, 1);
	}

	/**
	 * Lets the clients of a node say nothing more.
	 */
	void silence(int node) {
		this.crowd.of(node).forEach((client) -> client.speaker().talk(false));
	}

	/**
	 * Notes that the plain-text client of a node goes with it.
	 */
	void lose(int node) {
		this.crowd.remove(this.crowd.text(node));
	}

	/**
	 * Lets the plain-text client of a node go, in whatever state the node is.
	 * @return its nick
	 */
	String depart(int node) {
		TrialClient client = this.crowd.text(node);
		this.crowd.remove(client);
		client.leave();
		return client.speaker().name();
	}

	/**
	 * Makes the clients of a node that speak JSON go to the next one, and the other one
	 * end.
	 */
	void moveAway(int node) {
		depart(node);
		this.crowd.json(node).forEach(JsonTrialClient::moveAway);
	}

	/**
	 * Returns when all have heard that a client left.
	 */
	void awaitLeft(String nick, Duration bound) {
		await(nick + " left", bound,
				() -> this.crowd.present().stream().allMatch((client) -> client.heardLeaving().contains(nick)));
	}

	/**
	 * Returns when a client that comes to a node can have a nick in the first room.
	 */
	void awaitFree(String nick, int node) {
		String address = this.nodes.get(node).ws("/chat/" + this.rooms.get(0) + "?nick=" + nick);
		await("the nick " + nick + " is free", PATIENCE, () -> isFree(address));
	}

	/**
	 * Returns when each client has heard something new of each that speaks JSON.
	 * @param bound how long this may take
	 */
	void heal(Duration bound) {
		heal(this.crowd.json(), bound);
	}

	/**
	 * Returns when each client has heard something new, though on one node nobody says
	 * anything: what a node says itself would tell it what it has missed.
	 */
	void healInSilence(int silentNode, Duration bound) {
		List<TrialClient> talking = new ArrayList<>(this.crowd.json());
		talking.removeAll(this.crowd.json(silentNode));
		heal(talking, bound);
	}

	private void heal(List<TrialClient> speakers, Duration bound) {
		long start = System.nanoTime();
		exchange("is back", speakers, bound);
		this.healed = Duration.ofNanos(System.nanoTime() - start);
	}

	/**
	 * Lets the clients end what they have begun to say, and stop talking.
	 */
	void conclude() {
		this.crowd.all().forEach((client) -> client.speaker().talk(false));
		await("all have all answers", PATIENCE,
				() -> this.crowd.present().stream().allMatch((client) -> client.speaker().isSettled()));
		exchange("ends", this.crowd.json(), PATIENCE);
	}

	/**
	 * Returns the nicks of those that left before the trial was closed.
	 */
	Set<String> heardLeaving() {
		return this.isClosed ? this.left : this.crowd.heardLeaving();
	}

	/**
	 * Returns how often clients that have not gone have lost their connections.
	 */
	int losses() {
		return this.crowd.present().stream().mapToInt(TrialClient::losses).sum();
	}

	/**
	 * Returns what the trial came to, once it is concluded.
	 */
	TrialResult result() {
		int messages = 0;
		long gaps = 0;
		for (TrialClient client : this.crowd.all()) {
			for (String room : client.speaker().rooms()) {
				messages += client.transcript(room).messages().size();
				gaps += client.transcript(room).gaps();
			}
		}
		return new TrialResult(this.fault, this.crowd.sum(Speaker::said), this.crowd.sum(Speaker::receipts),
				this.crowd.sum(Speaker::refusals), messages, gaps, this.healed);
	}

	@Override
	public void close() {
		this.left = heardLeaving();
		this.isClosed = true;
		this.crowd.leave();
	}

	/**
	 * Lets clients say a word in each of their rooms, and returns when all have heard all
	 * of them.
	 */
	private void exchange(String word, List<TrialClient> speakers, Duration bound) {
		speakers.forEach((client) -> client.speaker().sayEverywhere(word));
		await("all hear '" + word + "'", bound, () -> this.crowd.hasHeard(word, speakers));
	}

	private void awaitMore(String what, List<? extends TrialClient> clients, ToIntFunction<Speaker> count, int more) {
		Map<TrialClient, Integer> goals = new HashMap<>();
		clients.forEach((client) -> goals.put(client, count.applyAsInt(client.speaker()) + more));
		await("all have " + more + " more " + what, PATIENCE,
				() -> goals.entrySet()
					.stream()
					.allMatch((goal) -> count.applyAsInt(goal.getKey().speaker()) >= goal.getValue()));
	}

	private void await(String what, Duration bound, BooleanSupplier isSo) {
		try {
			Awaitility.await().atMost(bound).pollInterval(POLL_INTERVAL).until(() -> {
				this.crowd.rethrow();
				return isSo.getAsBoolean();
			});
		}
		catch (ConditionTimeoutException ex) {
			throw new AssertionError(this.fault + ": not within " + bound + ": " + what + "; "
					+ this.crowd.all().stream().map(TrialClient::speaker).toList() + "; " + this.crowd.troubles(), ex);
		}
	}

	private static boolean isFree(String address) {
		try (ChatClient client = new ChatClient()) {
			client.open(address);
			return true;
		}
		catch (HandshakeRefusedException ex) {
			return false;
		}
	}

}
