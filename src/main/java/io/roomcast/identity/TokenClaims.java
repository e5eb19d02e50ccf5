package io.roomcast.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.roomcast.chat.Identity;
import io.roomcast.chat.NameRules;
import io.roomcast.chat.RoomNames;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Reads what a valid token says of its owner. Any thread may call.
 */
final class TokenClaims {

	private final IdentityProperties properties;

	TokenClaims(IdentityProperties properties) {
		this.properties = properties;
	}

	/**
	 * Returns who the owner is.
	 * @throws IllegalArgumentException if a claim has another form than it must
	 */
	Identity identity(Jwt token) {
		String subject = token.getClaims().get("sub") instanceof String text ? text : "";
		if (subject.isEmpty()) {
			throw new IllegalArgumentException("claim 'sub' is missing, must name the client");
		}
		Set<String> rooms = names(token, this.properties.roomsClaim());
		RoomNames entered = RoomNames.of((rooms != null) ? rooms : this.properties.defaultRooms());
		Set<String> speech = names(token, this.properties.sayClaim());
		return new Identity(subject, nick(token), entered, (speech != null) ? RoomNames.of(speech) : entered,
				scopes(token), token.getExpiresAt());
	}

	/**
	 * Returns the nick that the token names, if a client may have it: one that had to be
	 * changed for that could look like another person's.
	 */
	private @Nullable String nick(Jwt token) {
		Object name = token.getClaims().get(this.properties.nickClaim());
		return (name instanceof String nick && NameRules.isFree(nick)) ? nick : null;
	}

	private static @Nullable Set<String> names(Jwt token, String claim) {
		Object value = token.getClaims().get(claim);
		if (value == null) {
			return null;
		}
		if (value instanceof String name) {
			return Set.of(name);
		}
		Set<String> names = new HashSet<>();
		if (value instanceof Collection<?> list && list.stream().allMatch(String.class::isInstance)) {
			list.forEach((name) -> names.add((String) name));
			return names;
		}
		throw new IllegalArgumentException("claim '" + claim + "' is no list of names, must be one");
	}

	/**
	 * Returns the scopes: of the claim {@code scope} (RFC 8693 section 4.2), or
	 * {@code scp}, as others call it.
	 */
	private static Set<String> scopes(Jwt token) {
		List<String> scopes = new ArrayList<>();
		for (String claim : List.of("scope", "scp")) {
			Object value = token.getClaims().get(claim);
			if (value instanceof String text) {
				scopes.addAll(List.of(text.split(" ")));
			}
			else if (value instanceof Collection<?> list) {
				list.forEach((scope) -> scopes.add(String.valueOf(scope)));
			}
		}
		return new HashSet<>(scopes);
	}

}
