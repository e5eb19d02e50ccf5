package io.roomcast.harness;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * The Redis of the tests does what is done to it, and no more.
 */
class TestRedisTests {

	@AutoClose
	private final TestRedis redis = TestRedis.start();

	@Test
	void killedOneHasItsDataWhenItIsStartedAgain() throws IOException {
		run("SET", "key", "value");

		this.redis.kill();
		assertThatIOException().isThrownBy(() -> run("GET", "key"));
		this.redis.startAgain();

		assertThat(run("GET", "key")).containsExactly("value");
	}

	@Test
	void killedOneHasNoDataWhenItIsStartedEmpty() throws IOException {
		run("SET", "key", "value");

		this.redis.kill();
		this.redis.startEmpty();

		assertThat(run("DBSIZE")).containsExactly("0");
	}

	@Test
	void killedOneHasItsFormerDataWhenItIsStartedFromABackup() throws IOException {
		run("SET", "key", "old");
		TestRedis.Backup backup = this.redis.backUp();
		run("SET", "key", "new");

		this.redis.kill();
		this.redis.startFrom(backup);

		assertThat(run("GET", "key")).containsExactly("old");
	}

	@Test
	void pausedOneAnswersWhenItGoesOn() throws Exception {
		this.redis.pause();
		CompletableFuture<List<String>> answer = CompletableFuture.supplyAsync(this::ping);
		assertThat(answer).isNotDone();

		this.redis.resume();

		assertThat(answer.get()).containsExactly("PONG");
	}

	@Test
	void promotedReplicaLacksWhatItLaggedBehindWith() throws IOException {
		try (TestReplica replica = TestReplica.of(this.redis)) {
			run("SET", "copied", "value");
			run("WAIT", "1", "5000");
			replica.lag();
			run("SET", "lost", "value");

			replica.promote();

			assertThat(RedisCommand.run(replica.port(), "KEYS", "*")).containsExactly("copied");
			assertThat(RedisCommand.run(replica.port(), "SET", "new", "value")).containsExactly("OK");
		}
	}

	@Test
	void lostAnswerIsToACommandThatWasCarriedOut() throws IOException {
		try (RedisProxy proxy = RedisProxy.before(this.redis.port())) {
			proxy.loseAnswers("marked", 1);

			assertThatIOException().isThrownBy(() -> RedisCommand.run(proxy.port(), "SET", "key", "marked"));

			assertThat(run("GET", "key")).containsExactly("marked");
			assertThat(proxy.answersToLose()).isZero();
			assertThat(RedisCommand.run(proxy.port(), "SET", "key", "marked")).containsExactly("OK");
		}
	}

	@Test
	void onlyTheConnectionsOfOneKindAreCut() throws IOException {
		try (RedisProxy proxy = RedisProxy.before(this.redis.port())) {
			proxy.cutSubscriptions();
			assertThatIOException().isThrownBy(() -> RedisCommand.run(proxy.port(), "SUBSCRIBE", "channel"));
			assertThat(RedisCommand.run(proxy.port(), "GET", "key")).containsExactly("");

			proxy.cutCommands();
			assertThatIOException().isThrownBy(() -> RedisCommand.run(proxy.port(), "GET", "key"));
			assertThat(RedisCommand.run(proxy.port(), "SUBSCRIBE", "channel")).contains("channel");

			proxy.mend();
			assertThat(RedisCommand.run(proxy.port(), "GET", "key")).containsExactly("");
		}
	}

	private List<String> run(String... command) throws IOException {
		return RedisCommand.run(this.redis.port(), command);
	}

	private List<String> ping() {
		try {
			return run("PING");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
