package io.roomcast.identity;

import java.time.Clock;

import io.roomcast.chat.TokenVerifier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Turns identity on if a key of Boot's says where tokens come from, or if the application
 * brings its own decoder. That is decided when the service starts, not when it is built.
 */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

	@Bean
	TokenVerifier tokenVerifier(Environment environment, IdentityProperties properties,
			ObjectProvider<JwtDecoder> decoders, ObjectProvider<Clock> clocks) {
		Clock clock = clocks.getIfAvailable(Clock::systemUTC);
		JwtDecoder own = decoders.getIfAvailable();
		if (own != null) {
			return new JwtVerifier(own, new TokenClaims(properties), clock);
		}
		JwtSettings jwt = Binder.get(environment).bindOrCreate(JwtSettings.PREFIX, JwtSettings.class);
		return jwt.isSet() ? new JwtVerifier(TokenDecoder.of(jwt, clock), new TokenClaims(properties), clock)
				: new NoTokens();
	}

}
