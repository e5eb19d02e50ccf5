package io.roomcast.harness;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection of a node to its Redis, which tells by what is asked on it what it is for.
 */
final class RedisProxyLink extends ProxyLink {

	private static final Pattern COMMAND = Pattern.compile("\\*\\d+\r\n\\$\\d+\r\n([A-Za-z]+)\r\n");

	private static final Pattern SUBSCRIPTION = Pattern.compile("(?i)[ps]?subscribe");

	/** What is asked on connections of both kinds. */
	private static final Pattern GREETING = Pattern
		.compile("(?i)hello|auth|client|select|ping|info|role|readonly|quit");

	private final Faults faults;

	private volatile Use use = Use.UNKNOWN;

	private volatile boolean isDeaf;

	private boolean losesAnswer;

	RedisProxyLink(Socket client, Socket server, Faults faults) throws IOException {
		super(client, server);
		this.faults = faults;
	}

	boolean isFor(Use use) {
		return this.use == use;
	}

	/**
	 * Keeps from the client from now on what the server sends.
	 */
	void deafen() {
		this.isDeaf = true;
	}

	@Override
	boolean isHeard() {
		return !this.isDeaf;
	}

	@Override
	void onSent(byte[] buffer, int length) throws IOException {
		String sent = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
		if (this.use == Use.UNKNOWN) {
			this.use = useFor(sent);
		}
		if (this.faults.refuses(this.use)) {
			throw new IOException("refused");
		}
		if (this.use == Use.COMMANDS && this.faults.losesAnswerTo(sent)) {
			this.losesAnswer = true;
			deafen();
		}
	}

	@Override
	void afterSent() throws IOException {
		if (this.losesAnswer) {
			finish();
		}
	}

	private static Use useFor(String sent) {
		Matcher commands = COMMAND.matcher(sent);
		while (commands.find()) {
			if (SUBSCRIPTION.matcher(commands.group(1)).matches()) {
				return Use.SUBSCRIPTIONS;
			}
			if (!GREETING.matcher(commands.group(1)).matches()) {
				return Use.COMMANDS;
			}
		}
		return Use.UNKNOWN;
	}

	/**
	 * What a connection is used for.
	 */
	enum Use {

		/** Nothing was asked yet but what is asked on each. */
		UNKNOWN, COMMANDS, SUBSCRIPTIONS

	}

	/**
	 * What is wrong with all connections. Any thread may call.
	 */
	interface Faults {

		boolean refuses(Use use);

		/**
		 * Returns whether the answer to what was sent is to be lost; the one that asks
		 * does lose it then.
		 */
		boolean losesAnswerTo(String sent);

	}

}
