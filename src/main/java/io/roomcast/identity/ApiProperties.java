package io.roomcast.identity;

import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Access to the routes that change something.
 *
 * @param key Token that requests need which say something, remove a client or read the
 * meters; empty for none.
 */
@ConfigurationProperties("roomcast.api")
record ApiProperties(@DefaultValue("") String key) {

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]*=*");

	ApiProperties {
		if (!TOKEN.matcher(key).matches()) {
			// The one value that no message shows.
			throw new IllegalArgumentException("roomcast.api.key is " + key.length()
					+ " characters, must be only A-Z a-z 0-9 . _ ~ + / - and = at its end, as in a bearer token");
		}
	}

}
