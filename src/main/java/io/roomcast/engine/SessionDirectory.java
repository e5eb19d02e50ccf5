package io.roomcast.engine;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;

/**
 * Tells which node has the session of a client that can come back. Threads and answers as
 * with {@link Engine}.
 */
public interface SessionDirectory {

	/**
	 * Returns the number of a new client, which no other client ever had or will have.
	 * @return 0 if there is none to be had now
	 */
	long nextClient();

	/**
	 * Notes a session of this node.
	 */
	CompletionStage<Void> register(SessionRecord session);

	/**
	 * Takes the session of a client over from another node, which is told; or makes sure
	 * that it is this node's.
	 * @param secretHash proves that it is the same client
	 * @return nothing if there is no such session, or if the secret is another
	 */
	CompletionStage<Optional<SessionRecord>> takeOver(long client, String secretHash);

	/**
	 * Forgets a session that is over, if it is still this node's.
	 */
	void forget(long client);

	/**
	 * Sets what hears, by the client's number, that another node has taken over a session
	 * of this one. To be called once, at the start.
	 */
	void onTakenOver(LongConsumer listener);

}
