package io.roomcast.engine.redis;

import java.io.IOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What tests of scripts, and of the link that runs them, begin with: a Redis of their
 * own, empty for each of them.
 */
@Timeout(30)
abstract class ScriptFixture {

	static ScriptRedis redis;

	@BeforeAll
	static void start() throws IOException {
		redis = ScriptRedis.start();
	}

	@AfterAll
	static void stop() throws IOException {
		redis.close();
	}

	@BeforeEach
	void clear() {
		redis.commands().flushall();
	}

}
