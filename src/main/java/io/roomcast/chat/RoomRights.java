package io.roomcast.chat;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.Traffic;
import io.roomcast.fanout.Traffic.Refused;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Asks the policy who may enter rooms and speak there, and counts whom it refuses. Any
 * thread may call.
 */
@Component
public final class RoomRights {

	private final AdmissionPolicy policy;

	private final Traffic traffic;

	private final Failures failures;

	RoomRights(Engine engine, ObjectProvider<AdmissionPolicy> policy) {
		this.policy = policy.getIfAvailable(TokenPolicy::new);
		this.traffic = engine.traffic();
		this.failures = engine.failures();
	}

	/**
	 * Returns whether somebody may enter a room.
	 */
	public boolean mayEnter(@Nullable Identity who, String room) {
		if (who != null && who.isOperator()) {
			return true;
		}
		try {
			return this.policy.mayEnter(who, room);
		}
		catch (RuntimeException ex) {
			this.failures.add("asking the policy who may enter a room", ex);
			return false;
		}
	}

	/**
	 * Returns why somebody may not enter a room; null if they may.
	 */
	public @Nullable Refusal checkEnter(@Nullable Identity who, String room) {
		return mayEnter(who, room) ? null : refuse("enter", room);
	}

	/**
	 * Returns why somebody may not speak in a room; null if they may.
	 */
	public @Nullable Refusal checkSpeak(@Nullable Identity who, String room) {
		return maySpeak(who, room) ? null : refuse("speak in", room);
	}

	private boolean maySpeak(@Nullable Identity who, String room) {
		if (who != null && who.isOperator()) {
			return true;
		}
		try {
			return this.policy.maySpeak(who, room);
		}
		catch (RuntimeException ex) {
			this.failures.add("asking the policy who may speak in a room", ex);
			return false;
		}
	}

	private Refusal refuse(String verb, String room) {
		this.traffic.addRefused(Refused.NOT_ALLOWED);
		return new Refusal(Reason.NOT_ALLOWED, "this client may not " + verb + " room " + Refusal.quote(room), room,
				null);
	}

}
