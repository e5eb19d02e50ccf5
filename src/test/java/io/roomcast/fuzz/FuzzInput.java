package io.roomcast.fuzz;

import java.util.List;

/**
 * What one client does, mostly on one connection, from the handshake to the end. Depends
 * on nothing but its seed and its index: the first ones are the cuts, all others are of a
 * random kind. Immutable.
 */
record FuzzInput(long seed, int index, String kind, List<Step> steps) {

	private static final List<Kind> KINDS = List.of(new Kind("frames: noise", FrameFuzz::noise),
			new Kind("frames: mutated", FrameFuzz::mutated), new Kind("frames: mutated", FrameFuzz::mutated),
			new Kind("frames: broken", FrameFuzz::broken), new Kind("frames: broken", FrameFuzz::broken),
			new Kind("frames: parts", FrameFuzz::parts), new Kind("handshake: target", HandshakeFuzz::target),
			new Kind("handshake: headers", HandshakeFuzz::headers),
			new Kind("handshake: mutated", HandshakeFuzz::mutated),
			new Kind("handshake: other protocol", HandshakeFuzz::otherProtocol),
			new Kind("commands", CommandFuzz::commands), new Kind("commands", CommandFuzz::commands),
			new Kind("commands", CommandFuzz::commands), new Kind("text", TextFuzz::messages),
			new Kind("sessions", SessionFuzz::takeover), new Kind("http: ping", RequestFuzz::ping),
			new Kind("http: routes", RequestFuzz::routes), new Kind("http: bodies", RequestFuzz::bodies),
			new Kind("http: broken bodies", RequestFuzz::brokenBodies),
			new Kind("http: expecting", RequestFuzz::expecting), new Kind("http: listening", RequestFuzz::listening));

	static FuzzInput of(long seed, int index) {
		FuzzRandom random = new FuzzRandom(seed, index);
		if (index < CutFuzz.COUNT) {
			return new FuzzInput(seed, index, "cut", CutFuzz.cut(index, random).steps());
		}
		Kind kind = random.pick(KINDS);
		return new FuzzInput(seed, index, kind.name(), kind.generator().generate(random).steps());
	}

	/**
	 * Returns how to run this input again.
	 */
	@Override
	public String toString() {
		return this.kind + " (" + new FuzzPlan.Range(this.seed, this.index, this.index + 1) + ")";
	}

	private record Kind(String name, Generator generator) {
	}

	@FunctionalInterface
	private interface Generator {

		Script generate(FuzzRandom random);

	}

}
