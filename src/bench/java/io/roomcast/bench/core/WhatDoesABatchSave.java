package io.roomcast.bench.core;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does one delivery cost if so many messages wait for each of 1,000 subscribers?
 */
@State(Scope.Thread)
public class WhatDoesABatchSave {

	private static final int SUBSCRIBERS = 1_000;

	private final BenchHub hub = new BenchHub();

	private final Talk talk = new Talk(this.hub, this.hub.room("room", SUBSCRIBERS));

	@Benchmark
	@OperationsPerInvocation(SUBSCRIBERS)
	public long batchOf1() {
		return this.talk.say(1);
	}

	@Benchmark
	@OperationsPerInvocation(16 * SUBSCRIBERS)
	public long batchOf16() {
		return this.talk.say(16);
	}

	@Benchmark
	@OperationsPerInvocation(256 * SUBSCRIBERS)
	public long batchOf256() {
		return this.talk.say(256);
	}

}
