package io.roomcast.http;

import java.util.ArrayList;
import java.util.List;

import io.roomcast.chat.NameRules;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.BodyRules;
import io.roomcast.protocol.CompactJson;
import io.roomcast.protocol.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What is to be said to a room: one of a text, a JSON value, and bytes.
 *
 * @param text the text
 * @param data the value, in its compact form
 * @param base64 the bytes
 * @param from the nick it is said under
 */
record NewMessage(@Schema(description = "A text") @Nullable String text,
		@Schema(description = "Any JSON value, kept as it is written", implementation = Object.class) @JsonDeserialize(
				using = CompactJsonDeserializer.class) @Nullable String data,
		@Schema(description = "Bytes, in base64 with padding (RFC 4648 section 4)",
				format = "byte") @Nullable String base64,
		@Schema(description = "The nick it is said under", defaultValue = "server", pattern = NameRules.NICK_PATTERN,
				minLength = 1, maxLength = NameRules.MAX_NICK_LENGTH) @Nullable String from) {

	/**
	 * Returns what is to be said.
	 */
	Body body() {
		List<Body> bodies = new ArrayList<>(1);
		if (this.text != null) {
			bodies.add(new Body.Text(this.text));
		}
		if (this.data != null) {
			bodies.add(new Body.Data(this.data));
		}
		if (this.base64 != null) {
			bodies.add(bytes(this.base64));
		}
		Refusal refusal = BodyRules.checkNumber(bodies);
		if (refusal != null) {
			throw Refusals.refuse(refusal);
		}
		return bodies.get(0);
	}

	private static Body bytes(String base64) {
		Body.Bytes bytes = Body.Bytes.ofBase64(base64);
		if (bytes == null) {
			throw Refusals.refuse(BodyRules.notBase64(base64));
		}
		return bytes;
	}

	/**
	 * Reads any value as its compact JSON; null, too, is a value.
	 */
	static final class CompactJsonDeserializer extends ValueDeserializer<String> {

		@Override
		public String deserialize(JsonParser parser, DeserializationContext context) {
			return CompactJson.read(parser);
		}

		@Override
		public String getNullValue(DeserializationContext context) {
			return "null";
		}

		@Override
		public @Nullable Object getAbsentValue(DeserializationContext context) {
			return null;
		}

	}

}
