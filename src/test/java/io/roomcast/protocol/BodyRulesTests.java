package io.roomcast.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

import io.roomcast.protocol.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class BodyRulesTests {

	private static final int MAX_BYTES = 65_536;

	private static final BodyRules RULES = new BodyRules(MAX_BYTES);

	@Test
	void largestBodiesAreAllowed() {
		assertThat(RULES.check(new Body.Text("ü".repeat(32_768)))).isNull();
		assertThat(RULES.check(new Body.Data("1".repeat(65_536)))).isNull();
		assertThat(RULES.check(new Body.Bytes(new byte[65_536]))).isNull();
	}

	@Test
	void emptyBodiesAreAllowed() {
		assertThat(RULES.check(new Body.Text(""))).isNull();
		assertThat(RULES.check(new Body.Bytes(new byte[0]))).isNull();
	}

	@Test
	void largerBodiesAreRefused() {
		assertThat(RULES.check(new Body.Text("x".repeat(70_000)))).isEqualTo(tooLarge("text is 70000 bytes"));
		assertThat(RULES.check(new Body.Data("1".repeat(70_000))))
			.isEqualTo(tooLarge("data is 70000 bytes in its compact form"));
		assertThat(RULES.check(new Body.Bytes(new byte[70_000]))).isEqualTo(tooLarge("base64 holds 70000 bytes"));
	}

	@Test
	void halfASurrogatePairIsRefused() {
		assertThat(RULES.check(new Body.Text("\ud83d")))
			.isEqualTo(new Refusal(Reason.BAD_FIELD, "text has half a surrogate pair, which is no character"));
		assertThat(RULES.check(new Body.Data("\"\ud83d\"")))
			.isEqualTo(new Refusal(Reason.BAD_FIELD, "data has half a surrogate pair, which is no character"));
	}

	@ParameterizedTest
	@MethodSource
	void frameLimitIsEnoughForTheLargestBodies(String field) {
		String room = "r".repeat(64);
		String id = "\\ud83d\\ude00".repeat(JsonCodec.MAX_ID_LENGTH);
		String frame = "{\"type\":\"say\",\"room\":\"%s\",%s,\"id\":\"%s\"}".formatted(room, field, id);

		assertThat(frame.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(RULES.maxJsonBytes());
		assertThat(JsonCodec.decode(frame, RULES)).isInstanceOf(Command.Say.class);
	}

	static Stream<String> frameLimitIsEnoughForTheLargestBodies() {
		byte[] slashes = new byte[MAX_BYTES];
		Arrays.fill(slashes, (byte) -1);
		return Stream.of("\"text\":\"" + "\\u0000".repeat(MAX_BYTES) + "\"",
				"\"data\":\"" + "\\u0061".repeat(MAX_BYTES - 2) + "\"",
				"\"base64\":\"" + Base64.getEncoder().encodeToString(slashes).replace("/", "\\/") + "\"");
	}

	private static Refusal tooLarge(String flaw) {
		return new Refusal(Reason.MESSAGE_TOO_LARGE, flaw + ", limit 65536");
	}

}
