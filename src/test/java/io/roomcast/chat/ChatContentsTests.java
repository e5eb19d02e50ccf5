package io.roomcast.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Position;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.CommandId;
import io.roomcast.protocol.Member;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ChatContentsTests {

	private static final String ROOM = "kitchen";

	private static final Member ALICE = new Member("\u00e4\ud835\udd38_1", 1L << 40);

	private static final int ROUNDS = 20_000;

	private final ChatContents contents = new ChatContents();

	static List<Content> everything() {
		CommandId text = new CommandId("line\nbreak \ud83d\ude00", false);
		CommandId number = new CommandId("-12345678901234567890", true);
		return List.of(message(new Body.Text(""), null), message(new Body.Text("h\u00fc \u0000 \ud83d\ude00"), text),
				message(new Body.Text("x".repeat(100_000)), null), message(new Body.Data("{\"a\":[1,2.50]}"), number),
				message(new Body.Data("null"), null), message(new Body.Bytes(new byte[] { 0, -1, 127 }), text),
				message(new Body.Bytes(new byte[0]), null), ChatContent.Notice.joined(ROOM, ALICE),
				ChatContent.Notice.left(ROOM, ALICE));
	}

	@ParameterizedTest
	@MethodSource("everything")
	void whatIsDecodedIsTheSame(Content content) {
		assertThat(this.contents.decode(ROOM, this.contents.encode(content))).isEqualTo(content);
	}

	@Test
	void whatIsForOneNodeOnlyIsNotEncoded() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.contents.encode(new ChatContent.Count(ROOM, 7)));
	}

	@ParameterizedTest
	@MethodSource("everything")
	void fieldsThatAreCutAreRefused(Content content) {
		byte[] bytes = this.contents.encode(content);
		int fields = bytes.length - bodyBytes(content);

		for (int length = 0; length < fields; length++) {
			byte[] cut = Arrays.copyOf(bytes, length);
			assertThatIllegalArgumentException().as("%d bytes", length)
				.isThrownBy(() -> this.contents.decode(ROOM, cut));
		}
	}

	@Test
	void otherVersionIsRefused() {
		byte[] bytes = this.contents.encode(ChatContent.Notice.joined(ROOM, ALICE));
		bytes[0] = 2;

		assertThatIllegalArgumentException().isThrownBy(() -> this.contents.decode(ROOM, bytes))
			.withMessage("content has version 2, must be 1");
	}

	@Test
	void bytesAfterANoticeAreRefused() {
		byte[] bytes = this.contents.encode(ChatContent.Notice.left(ROOM, ALICE));

		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.contents.decode(ROOM, Arrays.copyOf(bytes, bytes.length + 1)));
	}

	@Test
	void garbageIsRefusedOrDecodedToWhatEncodesToIt() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		List<Content> all = everything();

		for (int round = 0; round < ROUNDS; round++) {
			byte[] bytes = spoil(this.contents.encode(all.get(random.nextInt(all.size()))), random);
			byte[] again = encodedAgain(bytes);
			assertThat((again != null) ? again : bytes).as("round %d, seed %d", round, seed).isEqualTo(bytes);
		}
	}

	@Test
	void gapIsToldInBothProtocols() {
		Content gap = this.contents.gap(ROOM, new Position(1, 2, 3), new Position(4, 5, 6));
		Position now = new Position(4, 5, 6);

		assertThat(gap.forOthers(Format.JSON, now, 0)).asString().contains("\"type\":\"gap\"", "\"room\":\"kitchen\"");
		assertThat(gap.forOthers(Format.TEXT, now, 0)).asString().contains("error: some of what was said here is lost");
	}

	private static byte[] spoil(byte[] bytes, Random random) {
		byte[] spoilt = Arrays.copyOf(bytes, Math.max(0, bytes.length + random.nextInt(3) - 1));
		for (int i = random.nextInt(3); i >= 0 && spoilt.length > 0; i--) {
			spoilt[random.nextInt(Math.min(spoilt.length, 40))] = (byte) random.nextInt(256);
		}
		return spoilt;
	}

	private byte @Nullable [] encodedAgain(byte[] bytes) {
		try {
			return this.contents.encode(this.contents.decode(ROOM, bytes));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static int bodyBytes(Content content) {
		if (content instanceof ChatContent.Message message) {
			byte[] bytes = new ChatContents().encode(message);
			byte[] empty = new ChatContents()
				.encode(new ChatContent.Message(ROOM, message.from(), new Body.Text(""), message.id()));
			return bytes.length - empty.length;
		}
		return 0;
	}

	private static ChatContent.Message message(Body body, @Nullable CommandId id) {
		return new ChatContent.Message(ROOM, ALICE, body, id);
	}

}
