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
 * An engine that passes everything on to another one.
 */
public class EngineDecorator implements Engine {

	protected final Engine engine;

	public EngineDecorator(Engine engine) {
		this.engine = engine;
	}

	@Override
	public void join(Entrance entrance, Joining joining, Joined then) {
		this.engine.join(entrance, joining, then);
	}

	@Override
	public @Nullable Unavailable checkRoom(String room) {
		return this.engine.checkRoom(room);
	}

	@Override
	public CompletionStage<Room> listen(String room, Subscriber listener, Joining joining) {
		return this.engine.listen(room, listener, joining);
	}

	@Override
	public void reconnect(Room room, Subscriber subscriber, Joining joining) {
		this.engine.reconnect(room, subscriber, joining);
	}

	@Override
	public void disconnect(Room room, Subscriber subscriber, Runnable whenServed) {
		this.engine.disconnect(room, subscriber, whenServed);
	}

	@Override
	public void leave(Room room, Occupant occupant, @Nullable Subscriber subscriber, Content notice,
			Runnable whenServed) {
		this.engine.leave(room, occupant, subscriber, notice, whenServed);
	}

	@Override
	public void publish(Room room, Subscriber sender, Content message, @Nullable SayId id, Outcome then) {
		this.engine.publish(room, sender, message, id, then);
	}

	@Override
	public boolean defer(Room room, Runnable action) {
		return this.engine.defer(room, action);
	}

	@Override
	public CompletionStage<SayResult> say(String room, Content message, @Nullable String idempotencyKey) {
		return this.engine.say(room, message, idempotencyKey);
	}

	@Override
	public void seal() {
		this.engine.seal();
	}

	@Override
	public Collection<Room> rooms() {
		return this.engine.rooms();
	}

	@Override
	public CompletionStage<List<RoomState>> occupied() {
		return this.engine.occupied();
	}

	@Override
	public CompletionStage<Optional<RoomState>> find(String room) {
		return this.engine.find(room);
	}

	@Override
	public CompletionStage<Optional<HistoryPage>> history(String room, HistoryQuery query) {
		return this.engine.history(room, query);
	}

	@Override
	public Presence presence() {
		return this.engine.presence();
	}

	@Override
	public SessionDirectory sessions() {
		return this.engine.sessions();
	}

	@Override
	public long clients() {
		return this.engine.clients();
	}

	@Override
	public long occupiedRooms() {
		return this.engine.occupiedRooms();
	}

	@Override
	public long logBytes() {
		return this.engine.logBytes();
	}

	@Override
	public long largestLag() {
		return this.engine.largestLag();
	}

	@Override
	public Budget clientBudget() {
		return this.engine.clientBudget();
	}

	@Override
	public Failures failures() {
		return this.engine.failures();
	}

	@Override
	public PumpProgress pumpProgress() {
		return this.engine.pumpProgress();
	}

	@Override
	public Traffic traffic() {
		return this.engine.traffic();
	}

	@Override
	public EngineTraffic engineTraffic() {
		return this.engine.engineTraffic();
	}

	@Override
	public EngineHealth health() {
		return this.engine.health();
	}

}
