package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.roomcast.engine.redis.EngineSimulation.Faults;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Nodes each of whose connections, timers and pumps has a thread of its own, and clients
 * that call and are called under their locks, while connections are lost: nothing stands
 * still, and in the end everybody agrees.
 */
@Tag("alone")
class EngineThreadTests {

	private static final Duration TIMEOUT = Duration.ofMillis(60);

	private static final long LENGTH_NANOS = TimeUnit.SECONDS.toNanos(2);

	private static final int NODES = 2;

	private static final int CLIENTS = 8;

	private final long seed = new Random().nextLong();

	private final Random random = new Random(this.seed);

	private final SimulatedRedis redis = new SimulatedRedis();

	private final SimulationLog log = new SimulationLog();

	private final List<SimulatedNode> nodes = new ArrayList<>();

	private final List<SimulatedClient> clients = new ArrayList<>();

	private final List<Thread> threads = new ArrayList<>();

	private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>(null);

	private volatile boolean running = true;

	@AfterEach
	void stop() {
		this.running = false;
	}

	@Test
	@Timeout(60)
	void everybodyAgreesInTheEnd() {
		for (int i = 0; i < NODES; i++) {
			startNode(new SimulatedNode("node" + i, this.redis, 1000, TIMEOUT, RoomSettings.LINGER));
		}
		for (int i = 1; i <= CLIENTS; i++) {
			this.clients.add(new SimulatedClient(this.redis, this.log, this.nodes, i, this.random, Faults.CONNECTIONS));
		}
		start(this::act);
		start(this::act);

		fail();
		heal();
		new SimulationCheck(this.redis, this.log, this.nodes, this.clients, Faults.CONNECTIONS, false).run();

		assertThat(this.thrown).hasValue(null);
		assertThat(this.log.faults()).as("seed %d, %s", this.seed, this.log).isEmpty();
		assertThat(this.log.placed).hasValueGreaterThan(100);
	}

	@SuppressWarnings("ShortCircuitBoolean") // both are to be done
	private void startNode(SimulatedNode node) {
		this.nodes.add(node);
		start(() -> {
			boolean any = node.link.carryOut();
			return node.link.answer() || any;
		});
		start(() -> {
			boolean any = node.link.hear();
			return node.link.subscribeNext() || any;
		});
		start(() -> {
			node.tick(0);
			return node.timer.runDue();
		});
		start(node.pump::runNextIfAny);
	}

	private void start(BooleanSupplier work) {
		Thread thread = new Thread(() -> {
			try {
				while (this.running) {
					if (!work.getAsBoolean()) {
						LockSupport.parkNanos(50_000);
					}
				}
			}
			catch (Throwable ex) {
				this.thrown.compareAndSet(null, ex);
			}
		});
		thread.setDaemon(true);
		this.threads.add(thread);
		thread.start();
	}

	private boolean act() {
		this.clients.get(this.random.nextInt(CLIENTS)).act();
		return this.random.nextInt(8) > 0;
	}

	private void fail() {
		long start = System.nanoTime();
		while (System.nanoTime() - start < LENGTH_NANOS) {
			SimulatedNode node = this.nodes.get(this.random.nextInt(NODES));
			switch (this.random.nextInt(40)) {
				case 0 -> node.link.disconnect(this.random.nextBoolean());
				case 1 -> node.link.stopHearing();
				case 2 -> node.link.deafen();
				case 3 -> node.link.carryOutLate();
				case 4 -> node.check();
				case 5 -> node.timer.runDelayed();
				default -> {
					node.link.reconnect();
					node.link.hearAgain();
				}
			}
			LockSupport.parkNanos(500_000);
		}
	}

	/**
	 * Ends all threads, then does the rest on this one.
	 */
	private void heal() {
		this.running = false;
		await().atMost(Duration.ofSeconds(20)).until(() -> this.threads.stream().noneMatch(Thread::isAlive));
		EngineSimulation.heal(this.nodes);
		this.clients.forEach(SimulatedClient::endGrace);
		EngineSimulation.heal(this.nodes);
	}

}
