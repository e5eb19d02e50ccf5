package io.roomcast.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.roomcast.harness.RedisProxyLink.Use;

/**
 * Stands between a node and its Redis, and can do to the node's connections with
 * subscriptions what it does not do to those with other commands. Any thread may call.
 */
public final class RedisProxy implements AutoCloseable {

	private final Faults faults = new Faults();

	private final ProxyServer<RedisProxyLink> server;

	private RedisProxy(int target) throws IOException {
		this.server = new ProxyServer<>(target, (client, server) -> new RedisProxyLink(client, server, this.faults));
	}

	/**
	 * Starts a proxy on a free port.
	 * @param target the port of the Redis
	 */
	public static RedisProxy before(int target) {
		try {
			RedisProxy proxy = new RedisProxy(target);
			proxy.server.start();
			return proxy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public int port() {
		return this.server.port();
	}

	/**
	 * Sets which Redis connections lead to from now on.
	 */
	public void leadTo(int port) {
		this.server.leadTo(port);
	}

	/**
	 * Resets all connections that are open now, whatever they are for.
	 */
	public void cut() {
		this.server.links().forEach(ProxyLink::reset);
	}

	/**
	 * Resets the connections with subscriptions, and each new one until it is mended.
	 */
	public void cutSubscriptions() {
		cut(Use.SUBSCRIPTIONS);
	}

	/**
	 * Resets the connections with other commands, and each new one until it is mended.
	 */
	public void cutCommands() {
		cut(Use.COMMANDS);
	}

	/**
	 * Lets nothing more arrive on the connections that have subscriptions now.
	 */
	public void deafenSubscriptions() {
		links(Use.SUBSCRIPTIONS).forEach(RedisProxyLink::deafen);
	}

	/**
	 * Forwards nothing more for the connections that are open now, in neither direction.
	 */
	public void swallow() {
		this.server.links().forEach(ProxyLink::swallow);
	}

	/**
	 * Loses the answers to the next commands that hold a text: they are carried out, and
	 * then their connection is reset.
	 */
	public void loseAnswers(String text, int times) {
		this.faults.marker = text;
		this.faults.toLose.set(times);
	}

	/**
	 * Returns how many answers are still to be lost.
	 */
	public int answersToLose() {
		return this.faults.toLose.get();
	}

	/**
	 * Forwards new connections, whatever they are for.
	 */
	public void mend() {
		this.faults.refused = Use.UNKNOWN;
		this.faults.toLose.set(0);
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

	private void cut(Use use) {
		this.faults.refused = use;
		links(use).forEach(ProxyLink::reset);
	}

	private Stream<RedisProxyLink> links(Use use) {
		return this.server.links().stream().filter((link) -> link.isFor(use));
	}

	private static final class Faults implements RedisProxyLink.Faults {

		private final AtomicInteger toLose = new AtomicInteger();

		private volatile String marker = "";

		private volatile Use refused = Use.UNKNOWN;

		@Override
		public boolean refuses(Use use) {
			return use != Use.UNKNOWN && use == this.refused;
		}

		@Override
		public boolean losesAnswerTo(String sent) {
			return this.toLose.get() > 0 && sent.contains(this.marker)
					&& this.toLose.getAndUpdate((left) -> Math.max(left - 1, 0)) > 0;
		}

	}

}
