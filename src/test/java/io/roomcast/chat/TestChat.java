package io.roomcast.chat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import io.roomcast.engine.Engine;
import io.roomcast.engine.RoomState;
import io.roomcast.engine.TestEngines;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.ManualExecutor;
import io.roomcast.fanout.Outlet;
import io.roomcast.harness.Settings;
import io.roomcast.limit.TestRates;
import io.roomcast.protocol.JsonCodec;
import io.roomcast.protocol.Member;
import org.jspecify.annotations.Nullable;

/**
 * A chat whose passes run, and whose graces end, when a test says so.
 */
final class TestChat {

	private static final int MAX_AWAY = 1000;

	final ManualExecutor passes = new ManualExecutor();

	final ManualExecutor graces = new ManualExecutor();

	final Engine engine;

	final Rooms rooms;

	final Sessions sessions;

	final Chat chat;

	TestChat() {
		this(Limits.defaults(), Function.identity());
	}

	/**
	 * Makes a chat without clients.
	 * @param decorate returns the engine that it works with
	 */
	TestChat(Limits limits, Function<Engine, Engine> decorate, String... settings) {
		this(MAX_AWAY, limits, decorate, settings);
	}

	/**
	 * Makes a chat without clients.
	 * @param maxAway how many clients may be away at once
	 */
	TestChat(int maxAway) {
		this(maxAway, Limits.defaults(), Function.identity());
	}

	private TestChat(int maxAway, Limits limits, Function<Engine, Engine> decorate, String... settings) {
		ClientProperties properties = Settings.bind(ClientProperties.class, settings);
		this.engine = decorate.apply(TestEngines.manual(this.passes, limits));
		this.rooms = new Rooms(this.engine, properties, TestParts.noEvents());
		RoomAccess access = new RoomAccess(this.engine, properties, TestParts.noEvents());
		RoomRights rights = new RoomRights(this.engine, TestParts.none());
		this.sessions = new Sessions(this.engine, access, new Away(properties.grace(), maxAway), this.graces);
		ClientCommands commands = new ClientCommands(this.engine, this.rooms, access, rights);
		this.chat = new Chat(new ChatContext(this.engine, commands, this.sessions, properties, TestRates.unlimited(),
				rights, TestParts.noTokens(), TestParts.noEvents()), new NickReservations(this.engine));
	}

	/**
	 * Returns who is in a room.
	 */
	List<Member> members(String room) {
		return this.rooms.members(room).toCompletableFuture().join();
	}

	/**
	 * Returns a room, if it has clients or history.
	 */
	Optional<RoomState> find(String room) {
		return this.engine.find(room).toCompletableFuture().join();
	}

	/**
	 * Returns whether nobody has a nick, and reserves it.
	 */
	boolean reserve(String room, String nick) {
		return this.engine.presence().reserve(room, nick).toCompletableFuture().join().isPresent();
	}

	/**
	 * Removes whoever has a nick in a room.
	 */
	void remove(String room, String nick) {
		this.rooms.remove(room, nick).toCompletableFuture().join();
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
		Conversation conversation = this.chat.open(outlet, JsonCodec.SUBPROTOCOL);
		conversation.start(admission);
		return conversation;
	}

}
