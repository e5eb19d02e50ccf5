package io.roomcast.engine.redis;

import java.util.Arrays;
import java.util.Random;

import io.roomcast.engine.redis.EntryPayload.Present;
import io.roomcast.engine.redis.EntryPayload.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EntryPayloadTests {

	private static final Present ZOE = new Present("Zo\u00eb", Long.MAX_VALUE, new Token("abc123def456", 17));

	@Test
	void messageComesAsItWasSent() {
		byte[] content = { 0, -1, '\n' };

		Message said = Message.decode(new Message(7, content).encode());

		assertThat(said.sender()).isEqualTo(7);
		assertThat(said.content()).isEqualTo(content);
	}

	@Test
	void messageMayBeEmpty() {
		assertThat(Message.decode(new Message(0, new byte[0]).encode()).content()).isEmpty();
	}

	@Test
	void clientComesAsItWasSent() {
		assertThat(Present.decode(ZOE.encode())).isEqualTo(ZOE);
	}

	@Test
	void messageWithoutASenderIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Message.decode(new byte[7])).withMessageContaining("7");
	}

	@Test
	void clientThatIsCutOffIsRefused() {
		byte[] whole = ZOE.encode();
		int tokenEnd = whole.length - "Zo\u00eb".length() - 1;

		for (int length = 0; length < tokenEnd; length++) {
			byte[] cut = Arrays.copyOf(whole, length);
			assertThatIllegalArgumentException().isThrownBy(() -> Present.decode(cut));
		}
	}

	@Test
	void anyBytesAreAClientOrRefused() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);

		for (int i = 0; i < 10_000; i++) {
			byte[] bytes = new byte[random.nextInt(40)];
			random.nextBytes(bytes);
			decode(bytes, seed);
		}
	}

	private static void decode(byte[] bytes, long seed) {
		try {
			Present.decode(bytes);
		}
		catch (RuntimeException ex) {
			assertThat(ex).as("seed %d", seed).isInstanceOf(IllegalArgumentException.class);
		}
	}

}
