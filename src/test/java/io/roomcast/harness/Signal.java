package io.roomcast.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A signal to a process, by which it stands still or goes on. Its sockets stay open
 * meanwhile, and the kernel still takes what is sent to them. Any thread may call.
 */
enum Signal {

	STOP, CONT;

	private static final int PATIENCE_SECONDS = 10;

	/**
	 * Sends the signal and returns when it is sent.
	 */
	void sendTo(Process process) {
		try {
			Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid())).inheritIO().start();
			assertThat(kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("kill has ended").isTrue();
			assertThat(kill.exitValue()).as("exit code of kill -" + name()).isZero();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while sending " + name(), ex);
		}
	}

}
