package io.roomcast.http;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request that is repeated with its key is answered as before, and nothing is said
 * again.
 */
class IdempotencyIntegrationTests {

	private static final int THREADS = 8;

	private static final int MAX_KEY_LENGTH = 255;

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY);

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final RoomApi api = RoomApi.of(server, this.clients);

	@Test
	void repeatedKeyGetsTheSameAnswerAndIsDeliveredOnce() {
		ChatRecorder alice = this.clients.join();

		HttpResponse<String> first = this.api.sayOnce("k1", "hi");
		HttpResponse<String> second = this.api.sayOnce("k1", "hi");
		this.api.say("over");

		assertThat(first.statusCode()).isEqualTo(201);
		assertThat(second.statusCode()).isEqualTo(201);
		assertThat(second.body()).isEqualTo(first.body());
		assertThat(alice.nextText()).isEqualTo("server: hi");
		assertThat(alice.nextText()).isEqualTo("server: over");
	}

	@RepeatedTest(10)
	void simultaneousRequestsWithOneKeyAreDeliveredOnce() {
		ChatRecorder alice = this.clients.join();

		List<String> answers = simultaneously(() -> this.api.sayOnce("k1", "hi").body());
		this.api.say("over");

		assertThat(new HashSet<>(answers)).hasSize(1);
		assertThat(JsonPath.<String>read(answers.get(0), "$.text")).isEqualTo("hi");
		assertThat(alice.nextText()).isEqualTo("server: hi");
		assertThat(alice.nextText()).isEqualTo("server: over");
	}

	@Test
	void requestsWithDifferentKeysAreDifferentMessages() {
		this.api.sayOnce("k1", "hi");
		this.api.sayOnce("k2", "hi");

		assertThat(texts()).containsExactly("hi", "hi");
	}

	@Test
	void everyRequestWithoutAKeyIsAMessage() {
		this.api.say("hi");
		this.api.say("hi");

		assertThat(texts()).containsExactly("hi", "hi");
	}

	@Test
	void keyReusedForAnotherTextIsRefused() {
		this.api.sayOnce("k1", "hi");

		HttpResponse<String> response = this.api.sayOnce("k1", "ho");

		Problem problem = Problem.of(response);
		assertThat(problem.status()).isEqualTo(422);
		assertThat(problem.detail()).contains("k1");
		assertThat(JsonPath.<String>read(response.body(), "$.code")).isEqualTo("key_reused");
		assertThat(texts()).containsExactly("hi");
	}

	@Test
	void keyReusedForAnotherNameIsRefused() {
		this.api.sayOnce("k1", "hi");

		Problem problem = Problem.of(this.api.post("{\"text\":\"hi\",\"from\":\"monitor\"}", "Idempotency-Key: k1"));

		assertThat(problem.status()).isEqualTo(422);
		assertThat(texts()).containsExactly("hi");
	}

	@Test
	void refusedRequestLeavesItsKeyFree() {
		this.api.sayOnce("k1", "\\ud83d");

		assertThat(this.api.sayOnce("k1", "hi").statusCode()).isEqualTo(201);
	}

	@Test
	void roomsDoNotShareKeys() {
		RoomApi elsewhere = RoomApi.named(server, this.api.room() + "-elsewhere");

		this.api.sayOnce("k1", "hi");

		assertThat(JsonPath.<String>read(elsewhere.sayOnce("k1", "ho").body(), "$.text")).isEqualTo("ho");
	}

	@Test
	void longestKeyIsAccepted() {
		assertThat(this.api.sayOnce("k".repeat(MAX_KEY_LENGTH), "hi").statusCode()).isEqualTo(201);
	}

	@Test
	void keyThatIsTooLongOrEmptyIsRefused() {
		for (String key : Set.of("", "k".repeat(MAX_KEY_LENGTH + 1))) {
			Problem problem = Problem.of(this.api.sayOnce(key, "hi"));

			assertThat(problem.status()).isEqualTo(400);
			assertThat(problem.detail()).isEqualTo("Idempotency-Key is '" + key + "', must be 1 to 255 characters");
		}
	}

	private List<String> texts() {
		return JsonPath.read(this.api.get("/messages").body(), "$.messages[*].text");
	}

	private static List<String> simultaneously(Supplier<String> request) {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		CyclicBarrier start = new CyclicBarrier(THREADS);
		try {
			List<CompletableFuture<String>> answers = IntStream.range(0, THREADS)
				.mapToObj((thread) -> CompletableFuture.supplyAsync(() -> {
					await(start);
					return request.get();
				}, threads))
				.toList();
			return answers.stream().map(CompletableFuture::join).toList();
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
