package io.roomcast.engine.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

import io.lettuce.core.ScriptOutputType;

/**
 * The scripts that Redis runs. What each of them takes and answers stands at its head.
 */
enum Script {

	PUBLISH(ScriptOutputType.VALUE),

	READ(ScriptOutputType.MULTI),

	TOUCH(ScriptOutputType.VALUE),

	CLAIM_SESSION(ScriptOutputType.VALUE),

	FORGET_SESSION(ScriptOutputType.INTEGER),

	BEAT(ScriptOutputType.MULTI),

	DROP_NODE(ScriptOutputType.INTEGER),

	RAISE(ScriptOutputType.VALUE),

	ROOMS(ScriptOutputType.MULTI);

	private final ScriptOutputType output;

	private final String text;

	private final String digest;

	Script(ScriptOutputType output) {
		this.output = output;
		this.text = read(name().toLowerCase(Locale.ROOT).replace('_', '-') + ".lua");
		this.digest = digest(this.text);
	}

	ScriptOutputType output() {
		return this.output;
	}

	String text() {
		return this.text;
	}

	/**
	 * Returns what Redis knows the script by once it has seen it.
	 */
	String digest() {
		return this.digest;
	}

	private static String read(String file) {
		try (InputStream in = Script.class.getResourceAsStream(file)) {
			if (in == null) {
				throw new IllegalStateException("there is no script " + file);
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String digest(String text) {
		try {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
