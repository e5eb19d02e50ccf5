package io.roomcast.fanout;

import java.util.List;

/**
 * The formats that entries are rendered in, one for each protocol.
 */
public enum Format {

	/** Sentences for people. */
	TEXT(0),

	/** Objects for programs. */
	JSON(1),

	/** The same objects, as events of a stream that is only read. */
	EVENT_STREAM(2);

	static final List<Format> VALUES = List.of(values());

	/** The index of this format in arrays that hold something for each. */
	final int index;

	Format(int index) {
		this.index = index;
	}

}
