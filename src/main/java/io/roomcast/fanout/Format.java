package io.roomcast.fanout;

import java.util.List;

/**
 * The two ways in which entries go out to a socket.
 */
public enum Format {

	/** Each entry is whole WebSocket frames; a write is one behind the other. */
	FRAMES(0),

	/** Each entry is a line; a write is text frames of as many lines as are due. */
	LINES(1);

	static final List<Format> VALUES = List.of(values());

	/** Where arrays that hold something for each format hold it for this one. */
	final int index;

	Format(int index) {
		this.index = index;
	}

}
