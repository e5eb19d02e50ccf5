package io.roomcast.bench.core;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does one delivery cost if one message goes to so many subscribers?
 */
public class WhatDoesADeliveryCost {

	@Benchmark
	@OperationsPerInvocation(10)
	public long to10(Ten room) {
		return room.talk.say(1);
	}

	@Benchmark
	@OperationsPerInvocation(1_000)
	public long to1000(Thousand room) {
		return room.talk.say(1);
	}

	@Benchmark
	@OperationsPerInvocation(10_000)
	public long to10000(TenThousand room) {
		return room.talk.say(1);
	}

	@State(Scope.Thread)
	public static class Ten {

		private final Talk talk = talk(10);

	}

	@State(Scope.Thread)
	public static class Thousand {

		private final Talk talk = talk(1_000);

	}

	@State(Scope.Thread)
	public static class TenThousand {

		private final Talk talk = talk(10_000);

	}

	private static Talk talk(int subscribers) {
		BenchHub hub = new BenchHub();
		return new Talk(hub, hub.room("room", subscribers));
	}

}
