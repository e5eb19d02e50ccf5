package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.api.StatefulRedisConnection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several nodes publish in one room at the same time.
 */
@Tag("alone")
class PublishScriptRaceTests {

	private static final int NODES = 4;

	private static final int BATCHES = 1000;

	private static final long SEED = 10;

	private final RoomKeys room = new RedisKeys("test").room("lobby");

	@Test
	@Timeout(60)
	void batchesOfAllNodesHaveOneOrder() throws Exception {
		try (ScriptRedis redis = ScriptRedis.start()) {
			BlockingQueue<Batch> published = redis.batches(this.room);

			publishOnAllNodes(redis);

			List<Batch> batches = new ArrayList<>();
			for (int i = 0; i < NODES * BATCHES; i++) {
				Batch next = published.poll(10, TimeUnit.SECONDS);
				assertThat(next).as("batch %d", i).isNotNull();
				batches.add(next);
			}
			checkChain(batches);
			checkStream(batches, redis.run(new RoomCalls(this.room).read(1, 1_000_000, null)).messages());
		}
	}

	private void publishOnAllNodes(ScriptRedis redis)
			throws InterruptedException, ExecutionException, TimeoutException {
		ExecutorService threads = Executors.newFixedThreadPool(NODES);
		List<Future<?>> running = new ArrayList<>();
		for (int i = 0; i < NODES; i++) {
			StatefulRedisConnection<byte[], byte[]> connection = redis.connect();
			int number = i;
			running.add(threads.submit(() -> publish(connection, number)));
		}
		for (Future<?> node : running) {
			node.get(50, TimeUnit.SECONDS);
		}
		threads.shutdown();
	}

	/**
	 * Sends each batch, and some of them once more.
	 */
	private void publish(StatefulRedisConnection<byte[], byte[]> connection, int number) {
		String node = "node" + number;
		Random random = new Random(SEED + number);
		TestBatches batches = new TestBatches(this.room, node, TestBatches.settings(1_000_000, 1 << 30));
		for (int i = 0; i < BATCHES; i++) {
			PublishCall call = batches.batch((batch) -> {
				for (int entry = random.nextInt(5); entry >= 0; entry--) {
					batch.message(TestBatches.bytes(node + " " + batch.number() + " " + entry));
				}
				batch.join(node, number, "token", TestBatches.bytes("notice"));
			});
			PublishAnswer answer = ScriptRedis.run(connection, call.send());
			if (random.nextInt(10) == 0) {
				assertThat(ScriptRedis.run(connection, call.resend(null))).usingRecursiveComparison()
					.ignoringFields("isRepeated")
					.isEqualTo(answer);
			}
		}
	}

	private static void checkChain(List<Batch> batches) {
		BatchHeader last = batches.get(0).header();
		assertThat(last.batch()).isEqualTo(1);
		for (Batch batch : batches.subList(1, batches.size())) {
			BatchHeader header = batch.header();
			assertThat(header.batch()).isEqualTo(last.batch() + 1);
			assertThat(header.epoch()).isEqualTo(last.epoch());
			assertThat(header.previousNonce()).isEqualTo(last.nonce());
			assertThat(header.firstOffset()).isEqualTo(last.lastOffset() + 1);
			assertThat(header.messageNonceBefore()).isEqualTo(last.lastMessageNonce());
			last = header;
		}
	}

	private static void checkStream(List<Batch> batches, List<KeptMessage> stream) {
		List<String> expected = new ArrayList<>();
		for (Batch batch : batches) {
			long offset = batch.header().firstOffset();
			for (Batch.Published entry : batch.entries()) {
				if (entry.status() == EntryStatus.PLACED) {
					expected.add(offset++ + "-" + batch.header().nonce() + " " + TestBatches.text(entry.payload()));
				}
			}
		}
		assertThat(stream)
			.extracting(
					(message) -> message.offset() + "-" + message.nonce() + " " + TestBatches.text(message.payload()))
			.isEqualTo(expected);
	}

}
