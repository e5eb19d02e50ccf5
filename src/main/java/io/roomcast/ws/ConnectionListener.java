package io.roomcast.ws;

/**
 * Is told when a client's connection begins and when it ends. Called once each, on any
 * thread.
 */
interface ConnectionListener {

	void opened();

	/**
	 * Notes that the client is gone or as good as gone.
	 * @param code how, RFC 6455 section 7.4
	 */
	void closed(int code);

}
