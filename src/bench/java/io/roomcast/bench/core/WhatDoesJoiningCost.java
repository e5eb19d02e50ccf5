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
		room.visit.comeAndGo(Said.NOTHING);
	}

	@Benchmark
	public void aRoomOf10000(Big room) {
		room.visit.comeAndGo(Said.NOTHING);
	}

	@Benchmark
	public void aRoomOf10000Announced(Big room) {
		room.visit.comeAndGo(Said.JOINED);
	}

	@Benchmark
	@OperationsPerInvocation(STORM)
	public long inAStorm() {
		House house = new House();
		for (int i = 0; i < STORM; i++) {
			house.join("room", house.subscriber(), Said.NOTHING);
		}
		house.settle();
		return house.delivered();
	}

	@Benchmark
	@OperationsPerInvocation(STORM)
	public long inAStormAnnounced() {
		House house = new House();
		for (int i = 0; i < STORM; i++) {
			house.join("room", house.subscriber(), Said.JOINED);
		}
		house.settle();
		return house.delivered();
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

		private final House house = new House();

		private final Room room;

		Visit(int subscribers) {
			this.room = this.house.room("room", subscribers);
		}

		void comeAndGo(Said notice) {
			Subscriber visitor = this.house.subscriber();
			this.house.join(this.room.name(), visitor, notice);
			this.house.settle();
			this.house.leave(this.room, visitor, notice);
			this.house.settle();
		}

	}

}
