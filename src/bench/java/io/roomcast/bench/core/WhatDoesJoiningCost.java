package io.roomcast.bench.core;

import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to join a room of so many and leave it again, with each delivered
 * before the next? And one of 10,000 joins that come all at once?
 */
@State(Scope.Thread)
public class WhatDoesJoiningCost {

	private static final int STORM = 10_000;

	private final BenchHub hub = new BenchHub();

	private final Room small = this.hub.room("small", 10);

	private final Room big = this.hub.room("big", 10_000);

	@Benchmark
	public long aRoomOf10() {
		return comeAndGo(this.small);
	}

	@Benchmark
	public long aRoomOf10000() {
		return comeAndGo(this.big);
	}

	@Benchmark
	@OperationsPerInvocation(STORM)
	public long inAStorm() {
		BenchHub stormed = new BenchHub();
		stormed.room("room", STORM);
		return stormed.settle();
	}

	private long comeAndGo(Room room) {
		Subscriber visitor = this.hub.subscriber();
		this.hub.join(room.name(), visitor);
		this.hub.settle();
		this.hub.leave(room, visitor);
		return this.hub.settle();
	}

}
