package io.roomcast.engine;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import org.jspecify.annotations.Nullable;

/**
 * An engine that does what it is asked for later, on the thread of an executor, and
 * answers there, or later still. A client that joins anew has moved. Its sessions are
 * those of a {@link TestDirectory}.
 */
public final class LateEngine extends EngineDecorator {

	private final Executor calls;

	private final Executor answers;

	private final SessionDirectory sessions;

	// How each client is taken out of a room that it joins anew.
	private final Map<String, Runnable> leaving = new ConcurrentHashMap<>();

	/**
	 * Makes an engine that is late.
	 * @param calls carries out what is asked for
	 * @param answers gives the answers
	 */
	public LateEngine(Engine engine, TestDirectory sessions, Executor calls, Executor answers) {
		super(engine);
		this.calls = calls;
		this.answers = answers;
		this.sessions = sessions.late(calls);
	}

	@Override
	public void join(Entrance entrance, Joining joining, Joined then) {
		this.calls.execute(() -> joinAnew(entrance, joining, then));
	}

	private void joinAnew(Entrance entrance, Joining joining, Joined then) {
		String stay = entrance.occupant().client() + " in " + entrance.room();
		Runnable before = this.leaving.remove(stay);
		if (before != null) {
			before.run();
		}
		this.engine.join(entrance, joining, new Joined() {

			@Override
			public void joined(Room room) {
				LateEngine.this.leaving.put(stay, () -> {
					LateEngine.this.engine.leave(room, entrance.occupant(), null,
							Objects.requireNonNull(joining.notice()), () -> {
							});
					entrance.occupant().movedAway();
				});
				LateEngine.this.answers.execute(() -> then.joined(room));
			}

			@Override
			public void nickTaken() {
				LateEngine.this.answers.execute(then::nickTaken);
			}

			@Override
			public void unavailable(Unavailable why) {
				LateEngine.this.answers.execute(() -> then.unavailable(why));
			}

		});
	}

	@Override
	public void publish(Room room, Subscriber sender, Content message, @Nullable SayId id, Outcome then) {
		this.calls.execute(() -> this.engine.publish(room, sender, message, id, then));
	}

	@Override
	public SessionDirectory sessions() {
		return this.sessions;
	}

}
