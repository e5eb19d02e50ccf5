package io.roomcast.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import io.roomcast.harness.RunningChat;

/**
 * The clients of a trial, so many on each node, each on a thread of its own. For the
 * thread of the test only.
 */
final class Crowd {

	/** One of them speaks plain text, and is in the first room only. */
	private static final int CLIENTS_OF_A_NODE = 3;

	private static final int MOST_UNANSWERED = 20;

	private final List<TrialClient> clients = new ArrayList<>();

	private final Set<TrialClient> gone = new HashSet<>();

	private final List<Future<?>> lives = new ArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	/**
	 * Makes clients that are not connected yet.
	 */
	Crowd(List<? extends RunningChat> nodes, List<String> rooms) {
		for (int node = 0; node < nodes.size(); node++) {
			for (int i = 0; i < CLIENTS_OF_A_NODE - 1; i++) {
				Speaker speaker = new Speaker("json-" + node + "-" + i, rooms, MOST_UNANSWERED);
				this.clients.add(new JsonTrialClient(nodes, node, speaker));
			}
			Speaker speaker = new Speaker("text-" + node, rooms.subList(0, 1), 1);
			this.clients.add(new TextTrialClient(nodes.get(node), speaker));
		}
	}

	/**
	 * Lets all connect.
	 */
	void start() {
		this.clients.forEach((client) -> this.lives.add(this.threads.submit(client)));
	}

	/**
	 * Returns all clients, also those that have gone.
	 */
	List<TrialClient> all() {
		return this.clients;
	}

	/**
	 * Returns the clients that have not gone.
	 */
	List<TrialClient> present() {
		return this.clients.stream().filter((client) -> !this.gone.contains(client)).toList();
	}

	/**
	 * Returns the present clients that speak JSON.
	 */
	List<TrialClient> json() {
		return present().stream().filter(JsonTrialClient.class::isInstance).toList();
	}

	/**
	 * Returns the clients that came to a node first.
	 */
	List<TrialClient> of(int node) {
		return this.clients.subList(node * CLIENTS_OF_A_NODE, (node + 1) * CLIENTS_OF_A_NODE);
	}

	/**
	 * Returns the clients that speak JSON and came to a node first.
	 */
	List<JsonTrialClient> json(int node) {
		return of(node).stream().filter(JsonTrialClient.class::isInstance).map(JsonTrialClient.class::cast).toList();
	}

	/**
	 * Returns the client that speaks plain text and came to a node.
	 */
	TrialClient text(int node) {
		return of(node).stream().filter(TextTrialClient.class::isInstance).findFirst().orElseThrow();
	}

	/**
	 * Returns all that are or were in a room.
	 */
	List<TrialClient> in(String room) {
		return this.clients.stream().filter((client) -> client.speaker().rooms().contains(room)).toList();
	}

	/**
	 * Counts a client among those that have gone.
	 */
	void remove(TrialClient client) {
		this.gone.add(client);
	}

	/**
	 * Returns whether each present client has heard a word of all speakers, who are in
	 * all rooms.
	 */
	boolean hasHeard(String word, List<TrialClient> speakers) {
		return present().stream()
			.allMatch((client) -> client.speaker()
				.rooms()
				.stream()
				.allMatch((room) -> speakers.stream()
					.map(TrialClient::speaker)
					.allMatch((speaker) -> client.transcript(room).hasHeard(speaker.text(word, room)))));
	}

	/**
	 * Returns the nicks of which one of the present clients has heard that they left.
	 */
	Set<String> heardLeaving() {
		return present().stream()
			.flatMap((client) -> client.heardLeaving().stream())
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Returns what happened to present clients that should happen to none.
	 */
	List<String> troubles() {
		return present().stream().flatMap((client) -> client.troubles().stream()).toList();
	}

	int sum(ToIntFunction<Speaker> count) {
		return this.clients.stream().map(TrialClient::speaker).mapToInt(count).sum();
	}

	/**
	 * Throws what a client has thrown.
	 */
	void rethrow() throws Exception {
		for (Future<?> life : this.lives) {
			if (life.isDone()) {
				life.get();
			}
		}
	}

	/**
	 * Lets all go.
	 */
	void leave() {
		this.clients.forEach(TrialClient::leave);
		this.threads.shutdown();
	}

}
