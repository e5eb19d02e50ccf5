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

	private final BenchHub hub = new BenchHub();

	private final List<Subscriber> subscribers = Stream.generate(this.hub::subscriber).limit(SUBSCRIBERS).toList();

	private final Room room = join();

	@Benchmark
	@OperationsPerInvocation(SUBSCRIBERS * SUBSCRIBERS)
	public long eachSpeaks() {
		for (Subscriber subscriber : this.subscribers) {
			this.hub.publish(this.room, subscriber);
		}
		return this.hub.settle();
	}

	@Benchmark
	@OperationsPerInvocation(SUBSCRIBERS * SUBSCRIBERS)
	public long strangerSpeaks() {
		return this.hub.say(this.room, SUBSCRIBERS);
	}

	private Room join() {
		Room joined = this.hub.join("room", this.subscribers.get(0));
		for (Subscriber subscriber : this.subscribers.subList(1, SUBSCRIBERS)) {
			this.hub.join("room", subscriber);
		}
		this.hub.settle();
		return joined;
	}

}
