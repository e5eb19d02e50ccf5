package io.roomcast.engine.redis;

import org.springframework.context.SmartLifecycle;

/**
 * Ends the engine when the service stops: after the sockets, whose clients leave their
 * rooms then, and before the client of Redis.
 */
final class RedisEngineLifecycle implements SmartLifecycle {

	private final RedisEngine engine;

	private volatile boolean running = true;

	RedisEngineLifecycle(RedisEngine engine) {
		this.engine = engine;
	}

	@Override
	public void start() {
		// The engine has been running since it was made.
	}

	@Override
	public void stop() {
		this.running = false;
		this.engine.close();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return 0;
	}

}
