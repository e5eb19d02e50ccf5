package io.roomcast.fanout;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is logged of a client that is closed for being too slow.
 */
class LostClientTests {

	private final Logger logger = Logger.getLogger(IndividualDelivery.class.getName());

	private final List<String> logged = new CopyOnWriteArrayList<>();

	private final Handler listener = new Listener();

	@BeforeEach
	void listen() {
		this.logger.addHandler(this.listener);
	}

	@AfterEach
	void stop() {
		this.logger.removeHandler(this.listener);
	}

	@Test
	void lostClientIsLoggedOnceAtInfoWithItsNumber() {
		ManualExecutor pump = new ManualExecutor();
		Hub hub = pump.newHub(Limits.defaults().withLog(2, 100_000));
		FakeOutlet wire = new FakeOutlet();
		Room room = TestJoin.welcomed(hub, "room", TestSubscribers.text(4711, wire));
		pump.runAll();
		wire.takeOnly(0);

		for (int i = 0; i < 10; i++) {
			room.say(TestContent.of("m" + i));
			pump.runAll();
		}
		wire.readOn();
		pump.runAll();

		assertThat(this.logged).singleElement().asString().startsWith("INFO client 4711 ");
	}

	/**
	 * Records what is logged.
	 */
	private final class Listener extends Handler {

		@Override
		public void publish(LogRecord logRecord) {
			LostClientTests.this.logged.add(logRecord.getLevel() + " " + logRecord.getMessage());
		}

		@Override
		public void flush() {
			// Nothing is buffered.
		}

		@Override
		public void close() {
			// Nothing is to be released.
		}

	}

}
