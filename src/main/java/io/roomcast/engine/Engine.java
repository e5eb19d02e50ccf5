package io.roomcast.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.HistoryPage;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.PumpProgress;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Gives what is said in a room one order, the same for all, keeps it, and delivers it to
 * every subscriber. Any thread may call, and may hold a lock of its own; nothing blocks.
 * Answers come on the calling thread, during the call that they answer, or on a thread
 * that must not be blocked; no lock of the engine is held meanwhile. Stages fail with
 * {@link EngineUnavailableException} only.
 */
public interface Engine {

	/**
	 * Adds a client to a room that it is not in on this node. If it is in there on
	 * another node it moves here, and nobody is told.
	 */
	void join(Entrance entrance, Joining joining, Joined then);

	/**
	 * Returns why a room cannot be made now, as this node has as many as it may; null if
	 * it exists here, or can be made.
	 */
	@Nullable Unavailable checkRoom(String room);

	/**
	 * Adds a listener to a room: it gets what is said there and is no client, so it is
	 * not counted and nobody is told. {@link #disconnect} removes it.
	 * @param joining must have no notice
	 * @return the room, when the listener is in it; its welcome may be on its way already
	 */
	CompletionStage<Room> listen(String room, Subscriber listener, Joining joining);

	/**
	 * Connects a client anew to a room that it is in on this node, but away from.
	 */
	void reconnect(Room room, Subscriber subscriber, Joining joining);

	/**
	 * Removes the subscriber of a client that stays in the room, away; or a listener. It
	 * still gets what was said before. A second call does nothing.
	 * @param whenServed run on any thread when it has; not run if its socket takes no
	 * more bytes
	 */
	void disconnect(Room room, Subscriber subscriber, Runnable whenServed);

	/**
	 * Removes a client from a room, and tells the others.
	 * @param subscriber null if the client is away
	 * @param whenServed as with {@link #disconnect}
	 */
	void leave(Room room, Occupant occupant, @Nullable Subscriber subscriber, Content notice, Runnable whenServed);

	/**
	 * Gives a message its position in the room's order, unless its sender has left or the
	 * service stops.
	 * @param id the sender's own id for it; the same one is said once. Null for none
	 */
	void publish(Room room, Subscriber sender, Content message, @Nullable SayId id, Outcome then);

	/**
	 * Keeps an action if the publishers of a room must wait now, and runs it later on
	 * another thread.
	 * @return false if they need not wait, and the caller must run the action
	 */
	boolean defer(Room room, Runnable action);

	/**
	 * Gives a message that no subscriber has sent its position.
	 * @param idempotencyKey the same key in the same room within 5 minutes returns the
	 * message of the first call, and nothing is said again; null for no key
	 */
	CompletionStage<SayResult> say(String room, Content message, @Nullable String idempotencyKey);

	/**
	 * Takes no more messages from now on, as the service stops. Those in the logs still
	 * go to all subscribers.
	 */
	void seal();

	/**
	 * Returns the rooms that this node has in memory.
	 */
	Collection<Room> rooms();

	/**
	 * Returns all rooms that have clients, in no order.
	 */
	CompletionStage<List<RoomState>> occupied();

	/**
	 * Returns the room of this name, if it has clients or history.
	 */
	CompletionStage<Optional<RoomState>> find(String room);

	/**
	 * Returns a part of a room's history; nothing if the room has neither clients nor
	 * history.
	 */
	CompletionStage<Optional<HistoryPage>> history(String room, HistoryQuery query);

	Presence presence();

	SessionDirectory sessions();

	/**
	 * Returns how many clients are connected, to all nodes together.
	 */
	long clients();

	/**
	 * Returns how many rooms this node has in memory that have clients.
	 */
	long occupiedRooms();

	/**
	 * Returns how many bytes of memory this node's logs take at most.
	 */
	long logBytes();

	/**
	 * Returns how many entries the client that lags most on this node has yet to get.
	 */
	long largestLag();

	/**
	 * Returns the budget of what this node holds for single clients.
	 */
	Budget clientBudget();

	/**
	 * Returns the faults of this node.
	 */
	Failures failures();

	/**
	 * Returns what tells whether deliveries go on.
	 */
	PumpProgress pumpProgress();

	/**
	 * Returns the traffic of this node's clients.
	 */
	Traffic traffic();

	/**
	 * Returns what this node does to keep in step with the others.
	 */
	EngineTraffic engineTraffic();

	/**
	 * Returns whether the engine can do its work now.
	 */
	EngineHealth health();

}
