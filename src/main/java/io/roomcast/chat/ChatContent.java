package io.roomcast.chat;

import java.time.Instant;
import java.util.Arrays;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Position;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.CommandId;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Member;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of a chat room say.
 */
sealed interface ChatContent extends Content {

	/** The memory of a record besides what it refers to. */
	int RECORD_BYTES = 40;

	/** The memory of an array besides its elements. */
	int ARRAY_BYTES = 16;

	/** The memory of a string besides its characters. */
	int STRING_BYTES = 40;

	/** A string whose characters are all up to this one takes a byte for each. */
	char LAST_LATIN = 0xFF;

	/**
	 * Returns how many bytes of memory a text takes at most.
	 */
	static int memory(String text) {
		int length = text.length();
		for (int i = 0; i < length; i++) {
			if (text.charAt(i) > LAST_LATIN) {
				return STRING_BYTES + 2 * length;
			}
		}
		return STRING_BYTES + length;
	}

	static Cursor cursor(Position position) {
		return new Cursor(position.epoch(), position.offset(), position.nonce());
	}

	static Position position(Cursor cursor) {
		return new Position(cursor.epoch(), cursor.offset(), cursor.nonce());
	}

	/**
	 * Something that was said. The sender sees it as its echo, or as its receipt.
	 *
	 * @param id the sender's own id for it; null if it gave none
	 */
	record Message(String room, Member from, Body body, @Nullable CommandId id) implements ChatContent {

		/**
		 * Returns the event that tells of it.
		 * @param receipt the id, for the sender alone
		 */
		Event.Message event(Position position, long at, @Nullable CommandId receipt) {
			return new Event.Message(this.room, cursor(position), this.from.nick(), this.from.client(), this.body,
					Instant.ofEpochMilli(at), receipt, false);
		}

		/**
		 * Returns the event that gives the sender its receipt once more.
		 */
		Event.Message repeated(Position position, long at) {
			return new Event.Message(this.room, cursor(position), this.from.nick(), this.from.client(), this.body,
					Instant.ofEpochMilli(at), this.id, true);
		}

		@Override
		public int size() {
			return 2 * RECORD_BYTES + memory(this.from.nick()) + bodyBytes()
					+ ((this.id != null) ? RECORD_BYTES + memory(this.id.text()) : 0);
		}

		/**
		 * Returns a number that is very likely another one for another message of the
		 * same session.
		 */
		int fingerprint() {
			return 31 * this.room.hashCode() + bodyPrint();
		}

		// As other nodes compare it, it must not depend on the Java platform, as the hash
		// codes of records do.
		private int bodyPrint() {
			if (this.body instanceof Body.Text text) {
				return text.text().hashCode();
			}
			if (this.body instanceof Body.Data data) {
				return 17 * data.json().hashCode() + 1;
			}
			return 17 * Arrays.hashCode(((Body.Bytes) this.body).bytes()) + 2;
		}

		private int bodyBytes() {
			if (this.body instanceof Body.Text text) {
				return memory(text.text());
			}
			if (this.body instanceof Body.Data data) {
				return memory(data.json());
			}
			return ARRAY_BYTES + ((Body.Bytes) this.body).bytes().length;
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			return OutgoingProtocol.of(format).encode(event(position, at, null));
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return OutgoingProtocol.of(format).encodeForSender(event(position, at, this.id));
		}

	}

	/**
	 * A client joined or left. Only the others are told.
	 */
	record Notice(String room, Member member, boolean joined) implements ChatContent {

		/** The memory of it with the longest nick, all of it beyond the BMP. */
		private static final int MAX_BYTES = 2 * RECORD_BYTES + STRING_BYTES + 4 * NameRules.MAX_NICK_LENGTH;

		static Notice joined(String room, Member member) {
			return new Notice(room, member, true);
		}

		static Notice left(String room, Member member) {
			return new Notice(room, member, false);
		}

		@Override
		public int size() {
			return MAX_BYTES;
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			Instant time = Instant.ofEpochMilli(at);
			return OutgoingProtocol.of(format)
				.encode(this.joined ? new Event.Joined(this.room, this.member.nick(), this.member.client(), time)
						: new Event.Left(this.room, this.member.nick(), this.member.client(), time, null));
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return Frames.none();
		}

	}

	/**
	 * Messages are gone, which all in the room are told.
	 *
	 * @param after the last message before the gap
	 * @param next the message after which it goes on
	 */
	record Gap(String room, Position after, Position next) implements ChatContent {

		@Override
		public int size() {
			return 3 * RECORD_BYTES;
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			return OutgoingProtocol.of(format).encodeGap(this.room, this.after, this.next);
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return Frames.none();
		}

	}

	/**
	 * How many clients there are, for all in a large room.
	 */
	record Count(String room, int clients) implements ChatContent {

		@Override
		public int size() {
			return RECORD_BYTES;
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			return OutgoingProtocol.of(format).encode(new Event.Count(this.room, this.clients));
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return Frames.none();
		}

	}

	/**
	 * Who is in the room, for the client that asked.
	 */
	record WhoAnswer(Event.Clients event) implements ChatContent {

		@Override
		public int size() {
			return 2 * RECORD_BYTES + this.event.clients().size() * Integer.BYTES;
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			return Frames.none();
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return OutgoingProtocol.of(format).encode(this.event);
		}

	}

}
