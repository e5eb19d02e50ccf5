package io.roomcast.identity;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Who issues tokens, by the keys that Spring Boot has for it: those of {@value #PREFIX}.
 *
 * @param issuerUri the issuer, or null if tokens may name any
 * @param jwkSetUri where its keys are, or null if its metadata tells
 * @param publicKeyLocation its key, or null if that is to be fetched
 * @param audiences one of which a token must name; none for any
 * @param jwsAlgorithms how tokens may be signed
 */
record JwtSettings(@Nullable String issuerUri, @Nullable String jwkSetUri, @Nullable Resource publicKeyLocation,
		@DefaultValue List<String> audiences, @DefaultValue("RS256") List<String> jwsAlgorithms) {

	static final String PREFIX = "spring.security.oauth2.resourceserver.jwt";

	JwtSettings {
		audiences = List.copyOf(audiences);
		jwsAlgorithms = List.copyOf(jwsAlgorithms);
	}

	/**
	 * Returns whether anybody issues tokens.
	 */
	boolean isSet() {
		return this.issuerUri != null || this.jwkSetUri != null || this.publicKeyLocation != null;
	}

}
