package io.roomcast.chat;

import io.roomcast.fanout.Position;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.CommandId;
import io.roomcast.protocol.Member;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiptsTests {

	private final Receipts receipts = new Receipts();

	@Test
	void lastIdsAreRemembered() {
		for (int i = 1; i <= 1_000; i++) {
			add(i);
		}

		for (int i = 1_000 - Receipts.CAPACITY + 1; i <= 1_000; i++) {
			assertThat(this.receipts.find(id(i)))
				.isEqualTo(new Receipts.Receipt(message(i).fingerprint(), new Position(7, i, -i), 100L + i));
		}
	}

	@Test
	void olderIdsAreForgotten() {
		for (int i = 1; i <= 1_000; i++) {
			add(i);
		}

		assertThat(this.receipts.find(id(1_000 - Receipts.CAPACITY))).isNull();
	}

	@Test
	void numberAndStringOfTheSameDigitsAreTwoIds() {
		add(1);

		assertThat(this.receipts.find(new CommandId("1", true))).isNull();
	}

	private void add(int number) {
		this.receipts.add(id(number), message(number).fingerprint(), new Position(7, number, -number), 100 + number);
	}

	private static ChatContent.Message message(int number) {
		return new ChatContent.Message("room", new Member("alice", 1), new Body.Text("m" + number), null);
	}

	private static CommandId id(int number) {
		return new CommandId(Integer.toString(number), false);
	}

}
