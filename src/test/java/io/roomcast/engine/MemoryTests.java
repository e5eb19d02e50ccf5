package io.roomcast.engine;

import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryTests {

	@Test
	void budgetThatIsNotGivenIsAnEighthOfASmallHeap() {
		assertThat(Memory.budget(DataSize.ofMegabytes(256).toBytes())).isEqualTo(DataSize.ofMegabytes(32).toBytes());
	}

	@Test
	void budgetThatIsNotGivenIsNoMoreOnALargeHeap() {
		assertThat(Memory.budget(DataSize.ofGigabytes(4).toBytes())).isEqualTo(DataSize.ofMegabytes(64).toBytes());
	}

	@Test
	void budgetThatIsGivenIsTakenAsItIs() {
		assertThat(Memory.budget(DataSize.ofTerabytes(1))).isEqualTo(DataSize.ofTerabytes(1).toBytes());
	}

}
