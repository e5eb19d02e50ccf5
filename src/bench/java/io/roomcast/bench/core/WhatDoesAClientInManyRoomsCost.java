package io.roomcast.bench.core;

import java.util.List;
import java.util.stream.IntStream;

import io.roomcast.fanout.Room;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does one delivery cost if 100 rooms have a message each for one client, whose
 * outlet they share, compared with 100 clients in a room each? And if the outlet is busy
 * when the messages come, so that every room has to wait for its turn?
 */
@State(Scope.Thread)
public class WhatDoesAClientInManyRoomsCost {

	private static final int ROOMS = 100;

	private final BenchHub hub = new BenchHub();

	private final SharedSink outlet = new SharedSink();

	private final List<Room> roomsOfOneClient = IntStream.range(0, ROOMS)
		.mapToObj((number) -> this.hub.room("shared-" + number, this.outlet))
		.toList();

	private final List<Room> roomsOfManyClients = IntStream.range(0, ROOMS)
		.mapToObj((number) -> this.hub.room("single-" + number, new SharedSink()))
		.toList();

	@Benchmark
	@OperationsPerInvocation(ROOMS)
	public long oneClientInAllRooms() {
		return this.hub.sayInEach(this.roomsOfOneClient);
	}

	@Benchmark
	@OperationsPerInvocation(ROOMS)
	public long anotherClientInEachRoom() {
		return this.hub.sayInEach(this.roomsOfManyClients);
	}

	@Benchmark
	@OperationsPerInvocation(ROOMS)
	public long oneBusyClientInAllRooms() {
		this.outlet.takeNothing();
		this.hub.sayInEach(this.roomsOfOneClient);
		this.outlet.takeAll();
		return this.hub.settle();
	}

}
