package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.List;

import io.roomcast.engine.redis.EntryPayload.Message;
import io.roomcast.fanout.Placed;
import io.roomcast.fanout.Position;

/**
 * Makes a room's messages from what Redis has of them. A message that cannot be read
 * keeps its position, so that the room goes on.
 */
record MessageDecoder(RoomContext context, String room) {

	Placed decode(byte[] payload, Position position, long at) {
		try {
			Message said = Message.decode(payload);
			return new Placed(this.context.contents().decode(this.room, said.content()), said.sender(), position, at);
		}
		catch (IllegalArgumentException ex) {
			this.context.hub().failures().add("reading a message of room " + this.room, ex);
			return new Placed(Unreadable.CONTENT, QueuedMessage.NOBODY, position, at);
		}
	}

	List<Placed> decode(RoomRead read) {
		List<Placed> messages = new ArrayList<>();
		for (KeptMessage message : read.messages()) {
			messages.add(decode(message.payload(), read.position(message), message.at()));
		}
		return messages;
	}

}
