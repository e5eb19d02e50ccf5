package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A link behind which a test plays Redis: scripts wait until the test answers them,
 * everything else succeeds at once. The test is one thread; any may call scripts.
 */
final class PlayedLink implements RedisLink {

	private final Deque<Waiting<?>> waiting = new ConcurrentLinkedDeque<>();

	private final List<NodeMessage> told = new ArrayList<>();

	private Optional<String> session = Optional.empty();

	/**
	 * Takes the script call that waits for longest, which must be of this script.
	 */
	@SuppressWarnings("unchecked") // the script tells what it answers
	<T> Waiting<T> next(Script script) {
		Waiting<?> next = this.waiting.poll();
		assertThat(next).as("a call of " + script).isNotNull();
		assertThat(next.call().script()).isEqualTo(script);
		return (Waiting<T>) next;
	}

	boolean isIdle() {
		return this.waiting.isEmpty();
	}

	/**
	 * Returns what other nodes were told.
	 */
	List<NodeMessage> told() {
		return this.told;
	}

	/**
	 * Has a node have the sessions of all clients.
	 */
	void giveSessionsTo(String node) {
		this.session = Optional.of(node + " hash nick");
	}

	@Override
	public void start(String nodeChannel, Listener listener) {
		// The test does what a listener would hear.
	}

	@Override
	public boolean isConnected() {
		return true;
	}

	@Override
	public boolean isUp() {
		return true;
	}

	@Override
	public String description() {
		return "played";
	}

	@Override
	public <T> CompletionStage<T> run(ScriptCall<T> call) {
		Waiting<T> asked = new Waiting<>(call, new CompletableFuture<>());
		this.waiting.add(asked);
		return asked.answer();
	}

	@Override
	public CompletionStage<Long> publish(String channel, byte[] message) {
		this.told.add(NodeMessage.decode(message));
		return CompletableFuture.completedStage(1L);
	}

	@Override
	public CompletionStage<Void> subscribe(String channel) {
		return CompletableFuture.completedStage(null);
	}

	@Override
	public void unsubscribe(String channel) {
		// Nothing is published to it but what the test does.
	}

	@Override
	public CompletionStage<Long> increment(String key, long by) {
		return CompletableFuture.completedStage(by);
	}

	@Override
	public CompletionStage<Void> set(String key, String value, Duration ttl, boolean ifMissing) {
		return CompletableFuture.completedStage(null);
	}

	@Override
	public CompletionStage<Optional<String>> get(String key) {
		return CompletableFuture.completedFuture(this.session);
	}

	@Override
	public CompletionStage<Void> expire(String key, Duration ttl) {
		return CompletableFuture.completedStage(null);
	}

	@Override
	public void close() {
		// It has no connection.
	}

	/**
	 * A call that waits for its answer.
	 */
	record Waiting<T>(ScriptCall<T> call, CompletableFuture<T> answer) {

		/**
		 * Returns one of its arguments.
		 */
		String argument(int index) {
			return ScriptCall.text(this.call.arguments().get(index));
		}

		/**
		 * Returns the arguments after the first ones, each in one line.
		 */
		List<String> argumentsFrom(int index) {
			return this.call.arguments()
				.subList(index, this.call.arguments().size())
				.stream()
				.map((argument) -> ScriptCall.text(argument).replace('\n', ' '))
				.toList();
		}

	}

}
