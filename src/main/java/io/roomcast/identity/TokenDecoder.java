package io.roomcast.identity;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.io.Resource;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Makes what checks the signature of a token, and all that its claims say but for the end
 * of its time. Nothing is fetched before the first token comes.
 */
final class TokenDecoder {

	// Boot would make one from the same keys. Its requests have no timeouts, and it
	// fetches
	// the keys again for each token with an unknown one, however fast these come.

	private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

	private static final int READ_TIMEOUT_MILLIS = 2_000;

	private static final int MAX_BYTES = 256 * 1024;

	private static final Duration KEYS_KEPT = Duration.ofMinutes(5);

	/** How long the last known keys do while the issuer does not answer. */
	private static final Duration OUTAGE = Duration.ofHours(4);

	private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);

	/** How far the clock of the issuer may be ahead of this one. */
	private static final Duration SKEW = Duration.ofSeconds(60);

	private TokenDecoder() {
	}

	/**
	 * Makes one for the issuer of the settings.
	 */
	static JwtDecoder of(JwtSettings settings, Clock clock) {
		NimbusJwtDecoder decoder = withKeys(settings);
		List<OAuth2TokenValidator<Jwt>> checks = new ArrayList<>();
		JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
		type.setAllowEmpty(true);
		checks.add(type);
		checks.add((token) -> checkStart(token, clock.instant()));
		if (settings.issuerUri() != null) {
			checks.add(new JwtIssuerValidator(settings.issuerUri()));
		}
		Set<String> audiences = Set.copyOf(settings.audiences());
		if (!audiences.isEmpty()) {
			checks.add(new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
					(named) -> named != null && named.stream().anyMatch(audiences::contains)));
		}
		decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(checks));
		return decoder;
	}

	private static OAuth2TokenValidatorResult checkStart(Jwt token, Instant now) {
		Instant start = token.getNotBefore();
		return (start == null || !now.plus(SKEW).isBefore(start)) ? OAuth2TokenValidatorResult.success()
				: OAuth2TokenValidatorResult
					.failure(new OAuth2Error("invalid_token", "The token is not valid yet", null));
	}

	private static NimbusJwtDecoder withKeys(JwtSettings settings) {
		Resource publicKey = settings.publicKeyLocation();
		if (publicKey != null) {
			return NimbusJwtDecoder.withPublicKey(read(publicKey))
				.signatureAlgorithm(algorithms(settings).get(0))
				.validateType(false)
				.build();
		}
		return NimbusJwtDecoder.withJwkSource(keys(settings))
			.jwsAlgorithms((accepted) -> accepted.addAll(algorithms(settings)))
			.jwtProcessorCustomizer((processor) -> processor.setJWSTypeVerifier((type, context) -> {
				// A validator does it.
			}))
			.build();
	}

	private static JWKSource<SecurityContext> keys(JwtSettings settings) {
		DefaultResourceRetriever retriever = new DefaultResourceRetriever(CONNECT_TIMEOUT_MILLIS, READ_TIMEOUT_MILLIS,
				MAX_BYTES);
		String address = settings.jwkSetUri();
		JWKSetSource<SecurityContext> source = (address != null)
				? new URLBasedJWKSetSource<>(url("jwk-set-uri", address), retriever)
				: new IssuerKeys(url("issuer-uri", String.valueOf(settings.issuerUri())), retriever);
		return JWKSourceBuilder.create(source)
			.cache(KEYS_KEPT.toMillis(), (long) CONNECT_TIMEOUT_MILLIS + READ_TIMEOUT_MILLIS)
			.refreshAheadCache(false)
			.rateLimited(BETWEEN_FETCHES.toMillis())
			.outageTolerant(OUTAGE.toMillis())
			.build();
	}

	private static URL url(String key, String address) {
		try {
			return URI.create(address).toURL();
		}
		catch (MalformedURLException | IllegalArgumentException ex) {
			throw invalid(key, address, "must be a URL");
		}
	}

	private static RSAPublicKey read(Resource location) {
		try (InputStream in = location.getInputStream()) {
			RSAPublicKey key = RsaKeyConverters.x509().convert(in);
			if (key != null) {
				return key;
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			throw invalid("public-key-location", location, "must be a file with a public RSA key in PEM");
		}
		throw invalid("public-key-location", location, "has no key");
	}

	private static List<SignatureAlgorithm> algorithms(JwtSettings settings) {
		List<SignatureAlgorithm> algorithms = new ArrayList<>();
		for (String name : settings.jwsAlgorithms()) {
			SignatureAlgorithm algorithm = SignatureAlgorithm.from(name);
			if (algorithm == null) {
				throw invalid("jws-algorithms", name, "must be one of RS, PS or ES with 256, 384 or 512");
			}
			algorithms.add(algorithm);
		}
		return algorithms;
	}

	private static InvalidConfigurationPropertyValueException invalid(String key, Object value, String why) {
		return new InvalidConfigurationPropertyValueException(JwtSettings.PREFIX + "." + key, value, why);
	}

}
