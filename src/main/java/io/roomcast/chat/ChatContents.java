package io.roomcast.chat;

import io.roomcast.engine.Contents;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Position;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.CommandId;
import io.roomcast.protocol.Member;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Encodes what is said for other nodes, and decodes what they have encoded. The room is
 * not encoded: it is known where the bytes come from. Any thread may call.
 */
@Component
final class ChatContents implements Contents {

	// One byte of the version, one of the kind, the client's number and its nick; of a
	// message its id as well, and then its body to the end. A JSON value is not parsed
	// again: it was checked when it came in, and Redis holds nothing that nodes have not
	// written.

	private static final byte VERSION = 1;

	private static final byte TEXT = 't';

	private static final byte DATA = 'd';

	private static final byte BYTES = 'b';

	private static final byte JOINED = 'j';

	private static final byte LEFT = 'l';

	private static final byte NO_ID = 0;

	private static final byte STRING_ID = 1;

	private static final byte NUMBER_ID = 2;

	@Override
	public byte[] encode(Content content) {
		if (content instanceof ChatContent.Message message) {
			return encode(message);
		}
		if (content instanceof ChatContent.Notice notice) {
			return new ContentWriter(VERSION, notice.joined() ? JOINED : LEFT).member(notice.member()).bytes();
		}
		throw new IllegalArgumentException("no other node can use " + content);
	}

	private static byte[] encode(ChatContent.Message message) {
		ContentWriter writer = new ContentWriter(VERSION, kind(message.body())).member(message.from());
		CommandId id = message.id();
		if (id == null) {
			writer.number(NO_ID);
		}
		else {
			writer.number(id.number() ? NUMBER_ID : STRING_ID).text(id.text());
		}
		if (message.body() instanceof Body.Text text) {
			return writer.rest(text.text()).bytes();
		}
		if (message.body() instanceof Body.Data data) {
			return writer.rest(data.json()).bytes();
		}
		return writer.rest(((Body.Bytes) message.body()).bytes()).bytes();
	}

	private static byte kind(Body body) {
		if (body instanceof Body.Text) {
			return TEXT;
		}
		return (body instanceof Body.Data) ? DATA : BYTES;
	}

	@Override
	public Content decode(String room, byte[] bytes) {
		ContentReader reader = new ContentReader(bytes);
		int version = reader.number();
		if (version != VERSION) {
			throw new IllegalArgumentException("content has version " + version + ", must be " + VERSION);
		}
		int kind = reader.number();
		Member member = reader.member();
		if (kind == JOINED || kind == LEFT) {
			reader.requireEnd();
			return new ChatContent.Notice(room, member, kind == JOINED);
		}
		CommandId id = id(reader);
		return new ChatContent.Message(room, member, body(kind, reader), id);
	}

	private static @Nullable CommandId id(ContentReader reader) {
		int kind = reader.number();
		return switch (kind) {
			case NO_ID -> null;
			case STRING_ID, NUMBER_ID -> new CommandId(reader.text(), kind == NUMBER_ID);
			default -> throw new IllegalArgumentException("id is of the kind " + kind);
		};
	}

	private static Body body(int kind, ContentReader reader) {
		return switch (kind) {
			case TEXT -> new Body.Text(reader.restText());
			case DATA -> new Body.Data(reader.restText());
			case BYTES -> new Body.Bytes(reader.rest());
			default -> throw new IllegalArgumentException("content is of the kind " + kind);
		};
	}

	@Override
	public Content joined(String room, String nick, long client) {
		return ChatContent.Notice.joined(room, new Member(nick, client));
	}

	@Override
	public Content left(String room, String nick, long client) {
		return ChatContent.Notice.left(room, new Member(nick, client));
	}

	@Override
	public Content gap(String room, Position after, Position position) {
		return new ChatContent.Gap(room, after, position);
	}

}
