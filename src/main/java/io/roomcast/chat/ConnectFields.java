package io.roomcast.chat;

import io.roomcast.fanout.Start;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Cursor.Parsed;
import io.roomcast.protocol.JsonCodec;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a handshake, and keeps the first refusal. Not thread-safe.
 */
final class ConnectFields {

	private static final int MAX_DIGITS = 9;

	private final ConnectRequest request;

	private @Nullable Refusal refusal;

	ConnectFields(ConnectRequest request) {
		this.request = request;
	}

	/**
	 * Notes why a field is refused, unless this is null.
	 */
	void refuse(@Nullable Refusal refused) {
		this.refusal = (this.refusal != null) ? this.refusal : refused;
	}

	@Nullable Refusal refusal() {
		return this.refusal;
	}

	/**
	 * Returns where the client starts in the room.
	 */
	Start start() {
		String since = this.request.since();
		String last = this.request.last();
		if (since != null && last != null) {
			refuse(new Refusal(Reason.BAD_FIELD, "parameters 'since' and 'last' are both given, must be one of them"));
		}
		if (since != null) {
			return after(since);
		}
		return (last != null) ? last(last) : Start.NOW;
	}

	private Start after(String since) {
		Parsed parsed = Cursor.parse(since);
		if (parsed instanceof Parsed.Good good) {
			return new Start.After(ChatContent.position(good.cursor()));
		}
		refuse(((Parsed.Bad) parsed).refusal());
		return Start.NOW;
	}

	private Start last(String last) {
		boolean digits = !last.isEmpty() && last.length() <= MAX_DIGITS
				&& last.chars().allMatch((unit) -> unit >= '0' && unit <= '9');
		int count = digits ? Integer.parseInt(last) : -1;
		if (count < 0 || count > JsonCodec.MAX_LAST) {
			refuse(new Refusal(Reason.BAD_FIELD,
					"parameter 'last' is " + Refusal.quote(last) + ", must be 0 to " + JsonCodec.MAX_LAST));
		}
		return new Start.Last(Math.max(0, count));
	}

	/**
	 * Returns the session that the client wants to go on with; null for a new one.
	 */
	@Nullable SessionToken session() {
		String session = this.request.session();
		SessionToken token = (session != null) ? SessionToken.parse(session) : null;
		if (session != null && token == null) {
			// A secret is not shown.
			refuse(new Refusal(Reason.BAD_SESSION, "session is " + session.codePointCount(0, session.length())
					+ " characters, must be " + SessionToken.LENGTH + " of A-Z a-z 0-9 _ -, as 'hello' told it"));
		}
		return token;
	}

}
