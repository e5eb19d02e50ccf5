package io.roomcast.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.jayway.jsonpath.JsonPath;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Spring's authorization server on a free port, until closed. Whoever asks for a token
 * gets one, as the client of any name. Any thread may call.
 */
final class AuthorizationServer implements AutoCloseable {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final Map<String, Map<String, Object>> CLAIMS = new ConcurrentHashMap<>();

	private static final int UUID_LENGTH = 36;

	private static final KeyRing KEYS = new KeyRing();

	private final ConfigurableApplicationContext context;

	private AuthorizationServer(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static AuthorizationServer start() {
		return new AuthorizationServer(new SpringApplicationBuilder(Setup.class).bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run("--server.port=0"));
	}

	String issuer() {
		return "http://127.0.0.1:" + this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	/**
	 * Asks for a token, by the grant of client credentials.
	 * @param claims what it says besides
	 */
	String token(String subject, Map<String, Object> claims) {
		String name = subject + "-" + UUID.randomUUID();
		CLAIMS.put(name, claims);
		HttpResponse<String> answer = post(issuer() + "/oauth2/token",
				"grant_type=client_credentials&client_id=" + name + "&client_secret=secret");
		if (answer.statusCode() != 200) {
			throw new IllegalStateException("no token: " + answer.statusCode() + " " + answer.body());
		}
		return JsonPath.read(answer.body(), "$.access_token");
	}

	private static HttpResponse<String> post(String url, String form) {
		try {
			return HTTP.send(HttpRequest.newBuilder(URI.create(url))
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString(form))
				.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while waiting for " + url, ex);
		}
	}

	/**
	 * Signs what is given out from now on with another key.
	 */
	void rotateKeys() {
		KEYS.rotate();
	}

	RSAPublicKey publicKey() {
		return KEYS.publicKey();
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * The one key.
	 */
	private static final class KeyRing implements JWKSource<SecurityContext> {

		private volatile RSAKey key = generate();

		void rotate() {
			this.key = generate();
		}

		RSAPublicKey publicKey() {
			try {
				return this.key.toRSAPublicKey();
			}
			catch (JOSEException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
			return selector.select(new JWKSet(this.key));
		}

		private static RSAKey generate() {
			try {
				KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
				generator.initialize(2048);
				KeyPair pair = generator.generateKeyPair();
				return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).privateKey((RSAPrivateKey) pair.getPrivate())
					.keyID(UUID.randomUUID().toString())
					.build();
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("every Java platform has RSA", ex);
			}
		}

	}

	/**
	 * Not a {@code @Configuration}, as the services of all tests would find it.
	 */
	@EnableWebSecurity
	static class Setup {

		@Bean
		JettyServletWebServerFactory webServer() {
			return new JettyServletWebServerFactory(0);
		}

		@Bean
		SecurityFilterChain endpoints(HttpSecurity http) {
			http.oauth2AuthorizationServer((server) -> http.securityMatcher(server.getEndpointsMatcher()))
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			return http.build();
		}

		@Bean
		RegisteredClientRepository clients() {
			return new AnyClient();
		}

		@Bean
		JWKSource<SecurityContext> keys() {
			return KEYS;
		}

		@Bean
		AuthorizationServerSettings settings() {
			return AuthorizationServerSettings.builder().build();
		}

		@Bean
		OAuth2TokenCustomizer<JwtEncodingContext> claims() {
			return (token) -> {
				String name = token.getRegisteredClient().getClientId();
				token.getClaims().subject(name.substring(0, name.length() - UUID_LENGTH - 1));
				token.getClaims().claims((all) -> all.putAll(CLAIMS.getOrDefault(name, Map.of())));
			};
		}

	}

	private static final class AnyClient implements RegisteredClientRepository {

		@Override
		public void save(RegisteredClient client) {
			// They need not be registered.
		}

		@Override
		public RegisteredClient findById(String id) {
			return findByClientId(id);
		}

		@Override
		public RegisteredClient findByClientId(String name) {
			return RegisteredClient.withId(name)
				.clientId(name)
				.clientSecret("{noop}secret")
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
				.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
				.scope("roomcast.admin")
				.scope("roomcast.monitor")
				.tokenSettings(TokenSettings.builder().accessTokenTimeToLive(Duration.ofMinutes(5)).build())
				.build();
		}

	}

}
