package io.roomcast.bench.core;

import io.roomcast.fanout.Room;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does one delivery cost if one message goes to so many subscribers? And if so many
 * messages wait for each of 1,000, and go in one batch?
 */
@State(Scope.Thread)
public class WhatDoesADeliveryCost {

	private final BenchHub hub = new BenchHub();

	private final Room small = this.hub.room("small", 10);

	private final Room room = this.hub.room("room", 1_000);

	private final Room big = this.hub.room("big", 10_000);

	@Benchmark
	@OperationsPerInvocation(10)
	public long to10() {
		return this.hub.say(this.small, 1);
	}

	@Benchmark
	@OperationsPerInvocation(1_000)
	public long to1000() {
		return this.hub.say(this.room, 1);
	}

	@Benchmark
	@OperationsPerInvocation(10_000)
	public long to10000() {
		return this.hub.say(this.big, 1);
	}

	@Benchmark
	@OperationsPerInvocation(16 * 1_000)
	public long to1000InBatchesOf16() {
		return this.hub.say(this.room, 16);
	}

	@Benchmark
	@OperationsPerInvocation(256 * 1_000)
	public long to1000InBatchesOf256() {
		return this.hub.say(this.room, 256);
	}

}
