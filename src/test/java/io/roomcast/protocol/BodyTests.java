package io.roomcast.protocol;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BodyTests {

	@Test
	void bytesAreComparedByTheirContent() {
		Body bytes = new Body.Bytes(new byte[] { 1, 2 });

		assertThat(bytes).isEqualTo(new Body.Bytes(new byte[] { 1, 2 }))
			.hasSameHashCodeAs(new Body.Bytes(new byte[] { 1, 2 }))
			.isNotEqualTo(new Body.Bytes(new byte[] { 1, 3 }));
	}

	@Test
	void bodiesOfDifferentKindsDiffer() {
		assertThat(new Body.Text("1")).isNotEqualTo(new Body.Data("1"));
	}

}
