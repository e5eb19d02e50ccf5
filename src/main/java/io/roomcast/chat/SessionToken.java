package io.roomcast.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a client comes back to its session with: the client's number, which finds the
 * session, and a random secret of 128 bits, which proves that it is the same client.
 * Never logged. Immutable.
 */
public final class SessionToken {

	/** How many characters its text has: they are whole base64 groups. */
	static final int LENGTH = 32;

	private static final int SECRET_BYTES = 16;

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{" + LENGTH + "}");

	private static final SecureRandom RANDOM = new SecureRandom();

	private final long client;

	private final byte[] secret;

	private SessionToken(long client, byte[] secret) {
		this.client = client;
		this.secret = secret;
	}

	/**
	 * Makes a token that nobody can guess.
	 */
	static SessionToken random(long client) {
		byte[] secret = new byte[SECRET_BYTES];
		RANDOM.nextBytes(secret);
		return new SessionToken(client, secret);
	}

	/**
	 * Parses the text of a token; null if it is none.
	 */
	static @Nullable SessionToken parse(String text) {
		if (!FORM.matcher(text).matches()) {
			return null;
		}
		ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
		long client = bytes.getLong();
		byte[] secret = new byte[SECRET_BYTES];
		bytes.get(secret);
		return new SessionToken(client, secret);
	}

	long client() {
		return this.client;
	}

	/**
	 * Returns whether two tokens are the same, in a time that does not depend on where
	 * they differ.
	 */
	boolean matches(SessionToken other) {
		return this.client == other.client && MessageDigest.isEqual(this.secret, other.secret);
	}

	/**
	 * Returns a hash of the secret, which other nodes may know.
	 * @param subject who alone may come back with it; null if nobody asks who it is
	 */
	String secretHash(@Nullable String subject) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(this.secret);
			if (subject != null) {
				digest.update(subject.getBytes(StandardCharsets.UTF_8));
			}
			byte[] hash = digest.digest();
			return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Returns what the client is told, once.
	 */
	String text() {
		byte[] bytes = ByteBuffer.allocate(Long.BYTES + SECRET_BYTES).putLong(this.client).put(this.secret).array();
		return Base64.getUrlEncoder().encodeToString(bytes);
	}

	@Override
	public String toString() {
		return "token of client " + this.client;
	}

}
