package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * What was published of a batch: the same bytes that came with {@link PublishCall}.
 *
 * @param entries those that all nodes get, in their order
 */
record Batch(BatchHeader header, List<Published> entries) {

	/**
	 * Returns the batch that a message of a room's channel holds.
	 * @throws IllegalArgumentException if it does not
	 */
	static Batch parse(byte[] bytes) {
		Frame frame = Frame.parse(bytes);
		if (!frame.head().startsWith("P ")) {
			throw new IllegalArgumentException("no batch begins with " + frame.head());
		}
		return of(BatchHeader.parse(frame.head()), frame.parts());
	}

	private static Batch of(BatchHeader header, List<byte[]> payloads) {
		List<Published> entries = new ArrayList<>(payloads.size());
		int next = 0;
		for (int i = 0; i < header.entries(); i++) {
			EntryStatus status = header.status(i);
			if (status.isPublished()) {
				if (next == payloads.size()) {
					throw new IllegalArgumentException("there are less payloads than entries " + header.statuses());
				}
				entries.add(new Published(i, status, payloads.get(next++)));
			}
		}
		if (next != payloads.size()) {
			throw new IllegalArgumentException("there are more payloads than entries " + header.statuses());
		}
		return new Batch(header, List.copyOf(entries));
	}

	/**
	 * One entry.
	 *
	 * @param index its index among all entries of the call
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Published(int index, EntryStatus status, byte[] payload) {
	}

}
