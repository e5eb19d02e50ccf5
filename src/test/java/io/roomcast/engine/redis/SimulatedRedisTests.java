package io.roomcast.engine.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.roomcast.engine.SayId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The simulated Redis answers what a real one does.
 */
class SimulatedRedisTests {

	private static final int CALLS = 400;

	private static final int HISTORY = 6;

	private final long seed = new Random().nextLong();

	private final Random random = new Random(this.seed);

	private final RoomKeys room = new RedisKeys("test").room("lobby");

	private final List<TestBatches> nodes = List.of(node("a"), node("b"));

	private final List<PublishCall> sent = new ArrayList<>();

	private TestBatches node(String id) {
		return new TestBatches(this.room, id, TestBatches.settings(HISTORY, 1 << 20));
	}

	@Test
	void answersAreThoseOfRedis() throws IOException {
		SimulatedRedis simulated = new SimulatedRedis();
		try (ScriptRedis redis = ScriptRedis.start()) {
			for (int i = 0; i < CALLS; i++) {
				ScriptCall<?> call = anyCall();

				Object expected = redis.run(call);
				Object actual = call.decoder().apply(simulated.run(call));

				assertThat(actual)
					.as("seed %d, call %d: %s", this.seed, i, call.arguments().stream().map(TestBatches::text).toList())
					.usingRecursiveComparison()
					.ignoringFieldsMatchingRegexes("(.*\\.)?at")
					.isEqualTo(expected);
			}
		}
	}

	private ScriptCall<?> anyCall() {
		RoomCalls calls = new RoomCalls(this.room);
		return switch (this.random.nextInt(8)) {
			case 0 -> calls.read(1 + this.random.nextInt(20), this.random.nextInt(10), null);
			case 1 -> calls.touch(TestBatches.settings(HISTORY, 1 << 20).keep());
			case 2 -> this.sent.isEmpty() ? calls.read(1, 1, RoomTop.NONE) : again();
			default -> send();
		};
	}

	private ScriptCall<?> again() {
		PublishCall call = this.sent.get(Math.max(0, this.sent.size() - 1 - this.random.nextInt(3)));
		return switch (this.random.nextInt(3)) {
			case 0 -> call.settle();
			case 1 -> call.resend(null);
			default -> call.resend(7L);
		};
	}

	private ScriptCall<?> send() {
		PublishCall call = this.nodes.get(this.random.nextInt(2)).batch((batch) -> {
			for (int count = this.random.nextInt(4); count >= 0; count--) {
				addAny(batch);
			}
		});
		this.sent.add(call);
		return switch (this.random.nextInt(6)) {
			case 0 -> call.settle();
			case 1 -> call.resend(7L);
			default -> call.send();
		};
	}

	private void addAny(PublishCall batch) {
		String nick = "nick" + this.random.nextInt(4);
		String token = "ab".charAt(this.random.nextInt(2)) + ":" + this.random.nextInt(3);
		byte[] payload = new EntryPayload.Message(0, TestBatches.bytes("text" + this.random.nextInt(9))).encode();
		long client = this.random.nextLong(1, 5);
		switch (this.random.nextInt(8)) {
			case 0 -> batch.message(payload);
			case 1 -> batch.message(client, new SayId("id" + this.random.nextInt(5), this.random.nextInt(2)), payload);
			case 2 -> batch.message("key" + this.random.nextInt(4), payload);
			case 3 -> batch.join(nick, client, token, payload);
			case 4 -> batch.restore(nick, client, token, payload);
			case 5 -> batch.leave(nick, token, payload);
			case 6 -> batch.reserve(nick, token);
			default -> batch.release(nick, token);
		}
	}

}
