package io.roomcast.harness;

import java.io.IOException;

/**
 * Stands between clients and a server as the network does: it forwards bytes, or swallows
 * all of them without a word to either side, or cuts. Any thread may call.
 */
public final class TcpProxy implements AutoCloseable {

	private final ProxyServer<ProxyLink> server;

	private TcpProxy(ProxyServer<ProxyLink> server) {
		this.server = server;
	}

	/**
	 * Starts a proxy on a free port.
	 */
	public static TcpProxy before(RunningChat chat) throws IOException {
		return before(chat.port());
	}

	static TcpProxy before(int port) throws IOException {
		return new TcpProxy(new ProxyServer<>(port, ProxyLink::new).start());
	}

	public int port() {
		return this.server.port();
	}

	/**
	 * Returns the address of a path of the server, by way of this proxy.
	 */
	public String ws(String path) {
		return "ws://127.0.0.1:" + port() + path;
	}

	/**
	 * Returns the URL of a page of the server, by way of this proxy.
	 */
	public String http(String path) {
		return "http://127.0.0.1:" + port() + path;
	}

	/**
	 * Forwards nothing more for the connections that are open now, in neither direction,
	 * not even their ends: both sides think that the other is only silent. Connections
	 * opened from now on are forwarded.
	 */
	public void swallow() {
		this.server.links().forEach(ProxyLink::swallow);
	}

	/**
	 * Resets the connections that are open now, on both sides.
	 */
	public void cut() {
		this.server.links().forEach(ProxyLink::reset);
	}

	/**
	 * Sets whether each new connection is reset at once.
	 */
	public void refuse(boolean refuses) {
		this.server.refuse(refuses);
	}

	/**
	 * Sets the server to which connections lead from now on.
	 */
	public void leadTo(RunningChat chat) {
		this.server.leadTo(chat.port());
	}

	/**
	 * Returns how many connections there have been.
	 */
	public int connections() {
		return this.server.links().size();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
