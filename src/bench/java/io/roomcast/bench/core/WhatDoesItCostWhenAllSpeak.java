package io.roomcast.bench.core;

import java.util.List;
import java.util.stream.Stream;

import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does one delivery cost if each of 200 subscribers has said something, so that each
 * sees a rendering of its own in between, compared with as many messages of a stranger,
 * which all see alike?
 */
@State(Scope.Thread)
public class WhatDoesItCostWhenAllSpeak {

	private static final int SUBSCRIBERS = 200;

	private final House house = new House();

	private final List<Subscriber> subscribers = Stream.generate(this.house::subscriber).limit(SUBSCRIBERS).toList();

	private final Room room = join();

	private final Talk stranger = new Talk(this.house, this.room);

	@Benchmark
	@OperationsPerInvocation(SUBSCRIBERS * SUBSCRIBERS)
	public long eachSpeaks() {
		for (Subscriber subscriber : this.subscribers) {
			this.room.publish(subscriber, Said.MESSAGE);
		}
		this.house.settle();
		return this.house.delivered();
	}

	@Benchmark
	@OperationsPerInvocation(SUBSCRIBERS * SUBSCRIBERS)
	public long strangerSpeaks() {
		return this.stranger.say(SUBSCRIBERS);
	}

	private Room join() {
		Room joined = this.house.join("room", this.subscribers.get(0), Said.NOTHING);
		for (Subscriber subscriber : this.subscribers.subList(1, SUBSCRIBERS)) {
			this.house.join("room", subscriber, Said.NOTHING);
		}
		this.house.settle();
		return joined;
	}

}
