package io.roomcast.bench.core;

import java.util.List;
import java.util.stream.IntStream;

import io.roomcast.fanout.Room;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does one delivery cost if 100,000 subscribers sit in 10,000 rooms, compared with
 * as many deliveries in one of them?
 */
@State(Scope.Thread)
public class WhatDo10000RoomsCost {

	private static final int ROOMS = 10_000;

	private static final int SUBSCRIBERS = 10;

	private final BenchHub hub = new BenchHub();

	private final List<Room> rooms = IntStream.range(0, ROOMS)
		.mapToObj((number) -> this.hub.room("room-" + number, SUBSCRIBERS))
		.toList();

	@Benchmark
	@OperationsPerInvocation(ROOMS * SUBSCRIBERS)
	public long oneMessageInEach() {
		long delivered = 0;
		for (Room room : this.rooms) {
			delivered = this.hub.say(room, 1);
		}
		return delivered;
	}

	@Benchmark
	@OperationsPerInvocation(ROOMS * SUBSCRIBERS)
	public long asManyInOne() {
		Room room = this.rooms.get(0);
		long delivered = 0;
		for (int i = 0; i < ROOMS; i++) {
			delivered = this.hub.say(room, 1);
		}
		return delivered;
	}

}
