package io.roomcast.fanout;

import java.util.List;

/**
 * The two protocols that entries are rendered in, each as whole WebSocket frames.
 */
public enum Format {

	/** Sentences for people. */
	TEXT(0),

	/** Objects for programs. */
	JSON(1);

	static final List<Format> VALUES = List.of(values());

	/** Where arrays that hold something for each format hold it for this one. */
	final int index;

	Format(int index) {
		this.index = index;
	}

}
