package io.roomcast.identity;

import io.roomcast.chat.Identity;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, or why nobody can tell.
 *
 * @param identity null if nobody asks, or the request is refused
 * @param refusal why the request is refused; null if it is not
 */
public record Caller(@Nullable Identity identity, @Nullable Refusal refusal) {

	/** Somebody, where nobody is asked who they are. */
	public static final Caller UNKNOWN = new Caller(null, null);

	private static final String CHALLENGE = "Bearer realm=\"roomcast\"";

	static final String MISSING = "the token is missing, must be sent as 'Authorization: Bearer <token>'";

	static final String MISSING_KEY = "the API key is missing, must be sent as 'Authorization: Bearer <key>'";

	static Caller of(Identity identity) {
		return new Caller(identity, null);
	}

	static Caller refused(Reason reason, String sentence) {
		return new Caller(null, new Refusal(reason, sentence));
	}

	/**
	 * Returns what a refused request is told to come with (RFC 6750 section 3); null if
	 * that would not help.
	 */
	public static @Nullable String challenge(Refusal refusal) {
		return switch (refusal.reason()) {
			case UNAUTHORIZED -> isMissing(refusal.sentence()) ? CHALLENGE : challenge("invalid_token");
			case TOKEN_EXPIRED -> challenge("invalid_token");
			case BAD_FIELD -> challenge("invalid_request");
			default -> null;
		};
	}

	private static boolean isMissing(String sentence) {
		return sentence.equals(MISSING) || sentence.equals(MISSING_KEY);
	}

	private static String challenge(String error) {
		return CHALLENGE + ", error=\"" + error + "\"";
	}

}
