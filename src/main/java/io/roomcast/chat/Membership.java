package io.roomcast.chat;

import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import io.roomcast.protocol.Member;
import org.jspecify.annotations.Nullable;

/**
 * One client's stay in one room, from its joining until it leaves. While the client is
 * away it has no subscriber. Its session guards it.
 */
final class Membership {

	private final Session session;

	private String roomName;

	private final Member member;

	private @Nullable Room room;

	private @Nullable Subscriber subscriber;

	Membership(Session session, String roomName, Member member) {
		this.session = session;
		this.roomName = roomName;
		this.member = member;
	}

	Session session() {
		return this.session;
	}

	String roomName() {
		return this.roomName;
	}

	/**
	 * Returns who the client is in the room.
	 */
	Member member() {
		return this.member;
	}

	/**
	 * Notes that the client is connected to the room.
	 */
	void connect(Room room, Subscriber subscriber) {
		this.room = room;
		// One string for all the room's clients.
		this.roomName = room.name();
		this.subscriber = subscriber;
	}

	/**
	 * Notes that the client is away.
	 */
	void disconnect() {
		this.subscriber = null;
	}

	boolean isConnected() {
		return this.subscriber != null;
	}

	Room room() {
		if (this.room == null) {
			throw new IllegalStateException(this.member + " has not joined " + this.roomName);
		}
		return this.room;
	}

	Subscriber subscriber() {
		if (this.subscriber == null) {
			throw new IllegalStateException(this.member + " is not connected to " + this.roomName);
		}
		return this.subscriber;
	}

}
