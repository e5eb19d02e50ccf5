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
public class WhatDoesJoiningCost {

	private static final int STORM = 10_000;

	@Benchmark
	public void aRoomOf10(Small room) {
		room.visit.comeAndGo(FixedContent.NOTHING);
	}

	@Benchmark
	public void aRoomOf10000(Big room) {
		room.visit.comeAndGo(FixedContent.NOTHING);
	}

	@Benchmark
	public void aRoomOf10000Announced(Big room) {
		room.visit.comeAndGo(FixedContent.JOINED);
	}

	@Benchmark
	@OperationsPerInvocation(STORM)
	public long inAStorm() {
		BenchHub hub = new BenchHub();
		for (int i = 0; i < STORM; i++) {
			hub.join("room", hub.subscriber(), FixedContent.NOTHING);
		}
		hub.settle();
		return hub.delivered();
	}

	@Benchmark
	@OperationsPerInvocation(STORM)
	public long inAStormAnnounced() {
		BenchHub hub = new BenchHub();
		for (int i = 0; i < STORM; i++) {
			hub.join("room", hub.subscriber(), FixedContent.JOINED);
		}
		hub.settle();
		return hub.delivered();
	}

	@State(Scope.Thread)
	public static class Small {

		private final Visit visit = new Visit(10);

	}

	@State(Scope.Thread)
	public static class Big {

		private final Visit visit = new Visit(10_000);

	}

	private static final class Visit {

		private final BenchHub hub = new BenchHub();

		private final Room room;

		Visit(int subscribers) {
			this.room = this.hub.room("room", subscribers);
		}

		void comeAndGo(FixedContent notice) {
			Subscriber visitor = this.hub.subscriber();
			this.hub.join(this.room.name(), visitor, notice);
			this.hub.settle();
			this.hub.leave(this.room, visitor, notice);
			this.hub.settle();
		}

	}

}
