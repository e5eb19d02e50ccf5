package io.roomcast.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.TcpBalancer;
import io.roomcast.harness.TestRedis;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes behind a balancer are restarted one after the other under clients that talk:
 * nothing that was receipted is missing for any of them, nobody hears that anybody left
 * or joined, and they come back one by one. Every second client does not heed that it is
 * asked to reconnect.
 */
class RollingRestartIntegrationTests {

	private static final Duration WINDOW = FaultDuration.of(Duration.ofSeconds(10), Duration.ofMillis(2_500));

	private static final int CLIENTS = FaultDuration.isFull() ? 240 : 40;

	private static final int CLIENTS_IN_A_ROOM = 5;

	private static final int SPEAKERS_IN_A_ROOM = 2;

	private static final int MOST_UNANSWERED = 4;

	/** How many of a hundred comebacks may be in one tenth of the window. */
	private static final long MOST_PERCENT = 30;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

	private static final Path TABLE = Path.of("target", "drain.md");

	@AutoClose
	private final TestRedis redis = TestRedis.start();

	@AutoClose("shutdownNow")
	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<JsonTrialClient> clients = new ArrayList<>();

	private final List<Future<?>> lives = new ArrayList<>();

	@Test
	void restartsAreNotNoticed() throws Exception {
		CompletableFuture<ChatServer> starting = CompletableFuture.supplyAsync(this::startNode);
		try (ChatServer first = startNode();
				ChatServer second = starting.join();
				TcpBalancer balancer = TcpBalancer.before(List.of(first, second))) {
			await().atMost(PATIENCE).until(() -> balancer.ready().size() == 2);
			gather(balancer);
			RawJsonClient absentee = RawJsonClient.open(first.ws("/chat/apart?nick=absentee"));
			JsonEvent.Hello hello = absentee.next(JsonEvent.Hello.class);
			absentee.next(JsonEvent.Welcome.class);
			int notices = notices();

			try (ChatServer third = startNode();
					RawJsonClient witness = RawJsonClient.join(second.ws("/chat/apart?nick=witness"))) {
				balancer.add(third);
				await().atMost(PATIENCE).until(() -> balancer.ready().contains(third));
				absentee.close();
				stop(first, 1);
				assertThatReturnsUnnoticed(hello, second, witness);
				stop(second, 2);
				conclude();

				assertThat(flaws()).isEmpty();
				assertThat(notices()).as("times that clients heard of others who joined or left").isEqualTo(notices);
				assertThat(this.clients).allSatisfy((client) -> {
					assertThat(client.troubles()).isEmpty();
					assertThat(client.heardLeaving()).isEmpty();
					assertThat(listed(third, client)).contains(client.speaker().name());
				});
			}
			finally {
				this.clients.forEach(TrialClient::leave);
			}
		}
	}

	private ChatServer startNode() {
		String[] settings = Stream
			.concat(Stream.of(NodeSettings.on(this.redis.port())),
					Stream.of("roomcast.drain.window=" + WINDOW.toMillis() + "ms", "roomcast.client.grace=5m"))
			.toArray(String[]::new);
		return ChatServer.start(settings);
	}

	/**
	 * Lets the clients connect, each after the other so that each room has clients on
	 * both nodes, and talk.
	 */
	private void gather(TcpBalancer balancer) {
		for (int i = 0; i < CLIENTS; i++) {
			List<String> room = List.of("room-" + i / CLIENTS_IN_A_ROOM);
			JsonTrialClient client = new JsonTrialClient(List.of(balancer), 0,
					new Speaker("client-" + i, room, MOST_UNANSWERED));
			if (i % 2 == 0) {
				client.ignoreReconnect();
			}
			this.clients.add(client);
			this.lives.add(this.threads.submit(client));
		}
		awaitAll(JsonTrialClient::isWelcome);
		// Who hears all of them say something has heard all of them join.
		exchange("begins");
		IntStream.range(0, CLIENTS).forEach((i) -> this.clients.get(i).speaker().talk(isSpeaker(i)));
	}

	private static boolean isSpeaker(int client) {
		return client % CLIENTS_IN_A_ROOM < SPEAKERS_IN_A_ROOM;
	}

	/**
	 * Stops a node under its clients, and returns when they are all back elsewhere and
	 * something more was said.
	 */
	private void stop(ChatServer node, int number) throws Exception {
		int[] asked = this.clients.stream().mapToInt((client) -> client.asked().size()).toArray();
		long start = System.nanoTime();
		CompletableFuture.runAsync(node::stop).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		awaitAll(JsonTrialClient::isWelcome);
		List<Integer> receipts = this.clients.stream().map((client) -> client.speaker().receipts()).toList();
		await().atMost(PATIENCE)
			.until(() -> IntStream.range(0, CLIENTS)
				.filter(RollingRestartIntegrationTests::isSpeaker)
				.allMatch((i) -> this.clients.get(i).speaker().receipts() > receipts.get(i) + MOST_UNANSWERED));

		Spread plan = new Spread(WINDOW,
				IntStream.range(0, CLIENTS)
					.filter((i) -> this.clients.get(i).asked().size() > asked[i])
					.mapToLong((i) -> this.clients.get(i).asked().get(asked[i]).toNanos()));
		Spread comebacks = new Spread(WINDOW,
				this.clients.stream()
					.flatMap((client) -> client.comebacks().stream())
					.mapToLong((when) -> when - start)
					.filter((after) -> after > 0));
		write("asked to, node " + number, plan, took);
		write("came back, node " + number, comebacks, took);
		assertThat(plan.total()).isPositive();
		assertThat(plan.mostPercent()).isLessThanOrEqualTo(MOST_PERCENT);
		assertThat(comebacks.total()).isGreaterThanOrEqualTo(plan.total());
		if (FaultDuration.isFull()) {
			// In a short window a machine that is busy elsewhere can hold up many of
			// them.
			assertThat(comebacks.mostPercent()).isLessThanOrEqualTo(MOST_PERCENT);
		}
	}

	/**
	 * Adds a row to the table: in which tenth of the window how many clients were to come
	 * back, or came, how many after it, and how long the stop took.
	 */
	private static void write(String what, Spread spread, Duration took) throws IOException {
		String row = "| %s | %s | %.1f s of %.1f s |\n".formatted(what, spread.toCells(), took.toMillis() / 1000.0,
				WINDOW.toMillis() / 1000.0);
		Files.writeString(TABLE, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	/**
	 * Has a client come back that was away when its node stopped.
	 */
	private static void assertThatReturnsUnnoticed(JsonEvent.Hello hello, ChatServer node, RawJsonClient witness)
			throws IOException {
		try (RawJsonClient back = RawJsonClient.open(node.ws("/chat/apart?session=" + hello.session()))) {
			JsonEvent.Hello again = back.next(JsonEvent.Hello.class);
			assertThat(again.resumed()).isTrue();
			assertThat(again.client()).isEqualTo(hello.client());
			assertThat(back.next(JsonEvent.Welcome.class).clients()).isEqualTo(2);
			back.send("{\"type\":\"say\",\"text\":\"back\"}");
			assertThat(witness.next(JsonEvent.Message.class).text()).isEqualTo("back");
		}
	}

	private void conclude() {
		this.clients.forEach((client) -> client.speaker().talk(false));
		awaitAll((client) -> client.speaker().isSettled());
		exchange("ends");
	}

	/**
	 * Lets all say a word, and returns when all in their rooms have heard it.
	 */
	private void exchange(String word) {
		this.clients.forEach((client) -> client.speaker().sayEverywhere(word));
		awaitAll((client) -> in(room(client))
			.allMatch((other) -> client.transcript(room(client)).hasHeard(other.speaker().text(word, room(client)))));
	}

	private List<String> flaws() {
		return this.clients.stream().map(RollingRestartIntegrationTests::room).distinct().flatMap((room) -> {
			Set<String> receipted = new HashSet<>();
			in(room).forEach((client) -> receipted.addAll(client.speaker().receiptedIn(room)));
			return TranscriptCheck.flaws(in(room).map((client) -> client.transcript(room)).toList(), receipted)
				.stream();
		}).toList();
	}

	private int notices() {
		return this.clients.stream().mapToInt(JsonTrialClient::notices).sum();
	}

	private Stream<JsonTrialClient> in(String room) {
		return this.clients.stream().filter((client) -> room(client).equals(room));
	}

	private static String room(JsonTrialClient client) {
		return client.speaker().rooms().get(0);
	}

	private static Set<String> listed(ChatServer node, JsonTrialClient client) {
		String body = node.get("/rooms/" + room(client) + "/clients").body();
		return new TreeSet<>(JsonPath.<List<String>>read(body, "$..nick"));
	}

	private void awaitAll(Predicate<JsonTrialClient> isSo) {
		await().atMost(PATIENCE).pollInterval(POLL_INTERVAL).until(() -> {
			for (Future<?> life : this.lives) {
				if (life.isDone()) {
					life.get();
				}
			}
			return this.clients.stream().allMatch(isSo);
		});
	}

}
