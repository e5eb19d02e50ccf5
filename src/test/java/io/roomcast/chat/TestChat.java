package io.roomcast.chat;

import java.util.Objects;
import java.util.function.Function;

import io.roomcast.engine.Engine;
import io.roomcast.engine.TestEngines;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.ManualExecutor;
import io.roomcast.fanout.Outlet;
import io.roomcast.harness.Settings;
import io.roomcast.protocol.JsonCodec;
import org.jspecify.annotations.Nullable;

/**
 * A chat whose passes run, and whose graces end, when a test says so.
 */
final class TestChat {

	final ManualExecutor passes = new ManualExecutor();

	final ManualExecutor graces = new ManualExecutor();

	final Presence presence = new Presence();

	final Engine engine;

	final Rooms rooms;

	final Sessions sessions;

	final Chat chat;

	TestChat() {
		this(Limits.defaults(), Function.identity());
	}

	/**
	 * Makes a chat without clients.
	 * @param spoil returns the engine that clients are joined by
	 */
	TestChat(Limits limits, Function<Engine, Engine> spoil, String... settings) {
		ClientProperties properties = Settings.bind(ClientProperties.class, settings);
		this.engine = TestEngines.manual(this.passes, limits);
		this.rooms = new Rooms(this.engine, this.presence, properties);
		RoomAccess access = new RoomAccess(spoil.apply(this.engine), this.presence, properties);
		this.sessions = new Sessions(access, properties.grace(), this.graces);
		ClientCommands commands = new ClientCommands(this.engine, this.rooms, access);
		this.chat = new Chat(new ChatContext(this.engine, commands, access, properties), this.sessions);
	}

	/**
	 * Opens the conversation of a JSON client with a new session.
	 */
	Conversation open(@Nullable String room, String nick, Outlet outlet) {
		return open(new ConnectRequest(room, nick, null, null, null), outlet);
	}

	/**
	 * Opens the conversation of a JSON client that comes back.
	 */
	Conversation comeBack(String room, SessionToken token, Outlet outlet) {
		return open(new ConnectRequest(room, null, null, null, token.text()), outlet);
	}

	/**
	 * Returns what a client can come back with.
	 */
	static SessionToken token(Conversation conversation) {
		return Objects.requireNonNull(conversation.session().token(), "no session to come back to");
	}

	private Conversation open(ConnectRequest request, Outlet outlet) {
		Admission.Granted admission = (Admission.Granted) this.chat.admit(request, JsonCodec.SUBPROTOCOL);
		Conversation conversation = this.chat.open(admission, outlet, JsonCodec.SUBPROTOCOL);
		conversation.start(admission);
		return conversation;
	}

}
