package io.roomcast.engine;

import java.util.List;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatClients;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.RoomApi;
import io.roomcast.harness.RunningChat;
import org.junit.jupiter.api.AutoClose;

/**
 * A part of what every engine promises. Each test has a room of its own on two nodes.
 */
abstract class TwoNodeContract {

	@AutoClose
	final ChatClients onFirst;

	final ChatClients onSecond;

	final RunningChat first;

	final RunningChat second;

	final RoomApi firstApi;

	final RoomApi secondApi;

	final String room;

	TwoNodeContract(NodePair nodes) {
		this.first = nodes.first();
		this.second = nodes.second();
		this.onFirst = new ChatClients(this.first, this.second);
		this.onSecond = this.onFirst.on(this.second);
		this.firstApi = RoomApi.of(this.first, this.onFirst);
		this.secondApi = RoomApi.of(this.second, this.onFirst);
		this.room = this.onFirst.roomName();
	}

	/**
	 * Opens a connection to the second node with the session of a client of the first.
	 */
	JsonChatRecorder moveToSecond(JsonChatRecorder client) {
		return move(client.hello().session(), this.second);
	}

	/**
	 * Opens a connection to a node with the session of a client of either.
	 */
	JsonChatRecorder move(String session, RunningChat node) {
		JsonChatRecorder moved = new JsonChatRecorder();
		moved.connect(node.ws("/connect?session=" + session));
		this.onFirst.add(moved);
		return moved;
	}

	/**
	 * Returns the nicks of the room's clients, as a node lists them.
	 */
	static List<String> nicks(RoomApi api) {
		return JsonPath.read(api.get("/clients").body(), "$[*].nick");
	}

}
