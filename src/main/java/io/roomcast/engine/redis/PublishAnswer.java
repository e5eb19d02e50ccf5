package io.roomcast.engine.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What Redis answers to a publish call.
 */
sealed interface PublishAnswer {

	/**
	 * Returns the answer that Redis gave.
	 * @throws IllegalArgumentException if it is none
	 */
	static PublishAnswer parse(@Nullable Object answer) {
		if (!(answer instanceof byte[] bytes) || bytes.length == 0) {
			throw new IllegalArgumentException("no answer but " + answer);
		}
		return switch (bytes[0]) {
			case 'A' -> Done.parse(bytes, false);
			case 'G' -> Done.parse(bytes, true);
			case 'V' -> new Cancelled();
			case 'E' -> new EpochLost();
			case 'O' -> new Outdated();
			default -> throw new IllegalArgumentException(
					"there is no answer " + new String(bytes, 0, 1, StandardCharsets.ISO_8859_1));
		};
	}

	/**
	 * The batch was carried out.
	 *
	 * @param isRepeated whether by an earlier sending of it
	 * @param undone for each entry of status {@link EntryStatus#UNDONE}, in their order,
	 * why
	 */
	record Done(BatchHeader header, List<Undone> undone, boolean isRepeated) implements PublishAnswer {

		private static Done parse(byte[] bytes, boolean isRepeated) {
			Frame frame = Frame.parse(bytes);
			return new Done(BatchHeader.parse(frame.head()), frame.parts().stream().map(Undone::parse).toList(),
					isRepeated);
		}

		/**
		 * Returns whether there is a published batch of it.
		 */
		boolean isPublished() {
			for (int i = 0; i < this.header.entries(); i++) {
				if (this.header.status(i).isPublished()) {
					return true;
				}
			}
			return false;
		}

	}

	/**
	 * The batch was not carried out, and will not be.
	 */
	record Cancelled() implements PublishAnswer {
	}

	/**
	 * The room has another epoch: whether the batch was carried out in the one that is
	 * lost is not known. It will not be carried out in this one.
	 */
	record EpochLost() implements PublishAnswer {
	}

	/**
	 * A later batch of the node came before, which must not be.
	 */
	record Outdated() implements PublishAnswer {
	}

}
