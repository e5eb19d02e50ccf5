package io.roomcast.bench;

import java.time.Duration;

import io.roomcast.bench.load.Watch;

/**
 * Reads the CPU time that the server and the load use within the measured time.
 */
final class CpuWatch implements Watch {

	private final ProcessUse server;

	private final ProcessUse load = ProcessUse.ofLoad();

	private Duration serverCpu = Duration.ZERO;

	private Duration loadCpu = Duration.ZERO;

	CpuWatch(ProcessUse server) {
		this.server = server;
	}

	@Override
	public void begin() {
		this.serverCpu = this.server.cpu();
		this.loadCpu = this.load.cpu();
	}

	@Override
	public void end() {
		this.serverCpu = this.server.cpu().minus(this.serverCpu);
		this.loadCpu = this.load.cpu().minus(this.loadCpu);
	}

	double serverMicros() {
		return this.serverCpu.toNanos() / 1e3;
	}

	double loadMicros() {
		return this.loadCpu.toNanos() / 1e3;
	}

}
