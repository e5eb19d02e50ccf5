package io.roomcast.harness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Opens sockets with a small receive buffer, so that a server soon notices that a client
 * does not read. Any thread may call.
 */
final class SmallBufferSocket {

	private SmallBufferSocket() {
	}

	/**
	 * Connects a socket that fails to read when nothing comes for 10 seconds.
	 */
	static Socket connect(String host, int port, int receiveBufferBytes) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(receiveBufferBytes);
		socket.setTcpNoDelay(true);
		socket.setSoTimeout((int) ChatClient.PATIENCE.toMillis());
		socket.connect(new InetSocketAddress(host, port));
		return socket;
	}

}
