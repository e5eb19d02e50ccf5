package io.roomcast.engine;

import java.util.concurrent.ScheduledExecutorService;

import io.roomcast.fanout.Limits;
import io.roomcast.fanout.ManualExecutor;

import static org.mockito.Mockito.mock;

/**
 * Makes engines for tests of the packages above.
 */
public final class TestEngines {

	private TestEngines() {
	}

	/**
	 * Makes an engine that delivers only when the executor is told to. It never cleans
	 * up.
	 */
	public static Engine manual(ManualExecutor passes, Limits limits) {
		return new MemoryEngine(new EngineThreads(passes, mock(ScheduledExecutorService.class)), limits);
	}

}
