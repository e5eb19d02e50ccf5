package io.roomcast.identity;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What of a token says what, where tokens are asked for.
 *
 * @param nickClaim Claim that holds the client's nick.
 * @param roomsClaim Claim that holds the rooms which the client may enter.
 * @param sayClaim Claim that holds the rooms in which the client may speak.
 * @param defaultRooms Rooms of tokens without that claim; "*" for all.
 */
@ConfigurationProperties("roomcast.identity")
record IdentityProperties(@DefaultValue("preferred_username") String nickClaim,
		@DefaultValue("rooms") String roomsClaim, @DefaultValue("say") String sayClaim,
		@DefaultValue List<String> defaultRooms) {

	IdentityProperties {
		requireName("nick-claim", nickClaim);
		requireName("rooms-claim", roomsClaim);
		requireName("say-claim", sayClaim);
		defaultRooms = List.copyOf(defaultRooms);
	}

	private static void requireName(String key, String value) {
		if (value.isBlank()) {
			throw new IllegalArgumentException(
					"roomcast.identity." + key + " is '" + value + "', must be the name of a claim");
		}
	}

}
