package io.roomcast.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.roomcast.chat.Identity;
import io.roomcast.chat.TokenVerifier.Result;
import io.roomcast.harness.Settings;
import io.roomcast.protocol.Refusal.Reason;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * With a public key in a file, as where no issuer is on line.
 */
class JwtVerifierTests {

	private static final KeyPair KEYS = keys();

	@TempDir
	private static Path directory;

	@AutoClose
	private final JwtVerifier verifier = verifier();

	@Test
	void ownerOfATokenIsWhoItSays() throws JOSEException {
		Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 60);

		Identity identity = identity(claims().claim("preferred_username", "alice")
			.claim("rooms", List.of("team-*", "lobby"))
			.claim("say", "lobby")
			.claim("scope", "openid roomcast.monitor")
			.expirationTime(Date.from(end)));

		assertThat(identity.subject()).isEqualTo("4711");
		assertThat(identity.nick()).isEqualTo("alice");
		assertThat(identity.rooms().contains("team-1")).isTrue();
		assertThat(identity.rooms().contains("lobby-1")).isFalse();
		assertThat(identity.speech().contains("lobby")).isTrue();
		assertThat(identity.speech().contains("team-1")).isFalse();
		assertThat(identity.has(Identity.MONITOR_SCOPE)).isTrue();
		assertThat(identity.has(Identity.ADMIN_SCOPE)).isFalse();
		assertThat(identity.expiresAt()).isEqualTo(end);
	}

	@Test
	void tokenWithoutRoomsOpensTheDefaultOnes() throws JOSEException {
		assertThat(identity(claims()).rooms().contains("hall")).isTrue();
		assertThat(identity(claims()).rooms().contains("lobby")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "JWT", "at+jwt" })
	void accessTokensAreAccepted(String type) throws JOSEException {
		assertThat(verify(type, claims())).isInstanceOf(Result.Valid.class);
	}

	@Test
	void tokensOfAnotherTypeAreRefused() throws JOSEException {
		assertThat(refusal(verify("logout+jwt", claims()))).isEqualTo(Reason.UNAUTHORIZED);
	}

	@Test
	void tokenForAnotherAudienceIsRefused() throws JOSEException {
		assertThat(refusal(verify("JWT", claims().audience("mail")))).isEqualTo(Reason.UNAUTHORIZED);
	}

	@Test
	void tokenThatIsNotValidYetIsRefused() throws JOSEException {
		Date soon = Date.from(Instant.now().plusSeconds(30));
		Date later = Date.from(Instant.now().plusSeconds(300));

		assertThat(verify("JWT", claims().notBeforeTime(soon))).isInstanceOf(Result.Valid.class);
		assertThat(refusal(verify("JWT", claims().notBeforeTime(later)))).isEqualTo(Reason.UNAUTHORIZED);
	}

	@Test
	void tokenIsExpiredToTheSecond() throws JOSEException {
		Date past = Date.from(Instant.now().minusSeconds(1));

		assertThat(refusal(verify("JWT", claims().expirationTime(past)))).isEqualTo(Reason.TOKEN_EXPIRED);
	}

	@Test
	void claimsOfAnotherFormAreRefused() throws JOSEException {
		assertThat(refusal(verify("JWT", claims().claim("rooms", 7)))).isEqualTo(Reason.UNAUTHORIZED);
		assertThat(refusal(verify("JWT", claims().subject("")))).isEqualTo(Reason.UNAUTHORIZED);
	}

	@Test
	void fileWithoutAKeyStopsTheStart() {
		JwtSettings settings = settings(new ByteArrayResource(new byte[] { 1 }));

		assertThatThrownBy(() -> TokenDecoder.of(settings, Clock.systemUTC()))
			.isInstanceOf(InvalidConfigurationPropertyValueException.class)
			.hasMessageContaining("public-key-location");
	}

	private Identity identity(JWTClaimsSet.Builder claims) throws JOSEException {
		return ((Result.Valid) verify("JWT", claims)).identity();
	}

	private static Reason refusal(Result result) {
		return ((Result.Refused) result).refusal().reason();
	}

	private Result verify(String type, JWTClaimsSet.Builder claims) throws JOSEException {
		SignedJWT token = new SignedJWT(
				new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType(type)).build(), claims.build());
		token.sign(new RSASSASigner(KEYS.getPrivate()));
		return this.verifier.verify(token.serialize()).toCompletableFuture().join();
	}

	private static JWTClaimsSet.Builder claims() {
		return new JWTClaimsSet.Builder().subject("4711").audience("chat");
	}

	private static JwtVerifier verifier() {
		JwtSettings settings = settings(new FileSystemResource(publicKey()));
		return new JwtVerifier(TokenDecoder.of(settings, Clock.systemUTC()),
				new TokenClaims(Settings.bind(IdentityProperties.class, "default-rooms=hall")), Clock.systemUTC());
	}

	private static JwtSettings settings(Resource publicKey) {
		return new JwtSettings(null, null, publicKey, List.of("chat", "voice"), List.of("RS256"));
	}

	private static Path publicKey() {
		String key = Base64.getMimeEncoder().encodeToString(KEYS.getPublic().getEncoded());
		try {
			return Files.writeString(directory.resolve("key.pem"),
					"-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static KeyPair keys() {
		try {
			return KeyPairGenerator.getInstance("RSA").generateKeyPair();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has RSA", ex);
		}
	}

}
