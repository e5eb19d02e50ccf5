package io.roomcast.bench.core;

import java.util.Arrays;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Position;

/**
 * A message whose frames are made already: what encoding costs does not grow with the
 * subscribers, and is not asked here.
 */
final class FixedContent implements Content {

	static final FixedContent MESSAGE = new FixedContent(Frames.text("echo: " + text()),
			Frames.text("user_1: " + text()));

	static final FixedContent JOINED = new FixedContent(Frames.none(), Frames.text("user_1 joined"));

	/** A notice that is not announced, as in a very big room. */
	static final FixedContent NOTHING = new FixedContent(Frames.none(), Frames.none());

	private final byte[] own;

	private final byte[] common;

	private FixedContent(byte[] own, byte[] common) {
		this.own = own;
		this.common = common;
	}

	@Override
	public byte[] forSender(Format format, Position position, long at) {
		return this.own;
	}

	@Override
	public byte[] forOthers(Format format, Position position, long at) {
		return this.common;
	}

	@Override
	public int size() {
		return this.common.length;
	}

	private static String text() {
		char[] text = new char[128];
		Arrays.fill(text, 'x');
		return new String(text);
	}

}
