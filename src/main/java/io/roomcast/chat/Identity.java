package io.roomcast.chat;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, and what they may do, as a token or the API key has proved. Immutable.
 *
 * @param subject tells people apart, and stays the same for one; the operator's is empty
 * @param nick the only nick that they may have, or null if the server gives one
 * @param rooms which rooms they may enter
 * @param speech in which of these they may speak
 * @param scopes what else they may do
 * @param expiresAt until when that holds, or null for ever
 */
public record Identity(String subject, @Nullable String nick, RoomNames rooms, RoomNames speech, Set<String> scopes,
		@Nullable Instant expiresAt) {

	/** Whoever has the API key. May do everything, under any nick. */
	public static final Identity OPERATOR = new Identity("", null, RoomNames.all(), RoomNames.all(), Set.of(), null);

	/** The scope of those who may remove clients. */
	public static final String ADMIN_SCOPE = "roomcast.admin";

	/** The scope of those who may read the meters. */
	public static final String MONITOR_SCOPE = "roomcast.monitor";

	public Identity {
		scopes = Set.copyOf(scopes);
	}

	public boolean isOperator() {
		return this.subject.isEmpty();
	}

	/**
	 * Returns whether a scope was granted.
	 */
	public boolean has(String scope) {
		return isOperator() || this.scopes.contains(scope);
	}

	/**
	 * Returns when that ends, in milliseconds since 1970.
	 */
	long expiresAtMillis() {
		return (this.expiresAt != null) ? this.expiresAt.toEpochMilli() : Participant.NEVER;
	}

}
