package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WriteQueueTests {

	private final WriteQueue queue = new WriteQueue();

	private final List<String> woken = new ArrayList<>();

	private final WriteWaiter first = writer("first");

	private final WriteWaiter second = writer("second");

	private final WriteWaiter third = writer("third");

	@Test
	void writersThatWaitAreWokenWhenTheOutletIsReleased() {
		this.queue.add(this.first);
		this.queue.add(this.second);

		release();

		assertThat(this.woken).containsExactly("first", "second");
		assertThat(this.queue.isGated()).isTrue();
	}

	@Test
	void writerIsWokenOnceHoweverOftenItWasTold() {
		this.queue.add(this.first);
		this.queue.add(this.first);

		release();
		release();

		assertThat(this.woken).containsExactly("first");
	}

	@Test
	void writerThatDidNotWaitMayWriteOnceBeforeThoseThatDid() {
		this.queue.add(this.first);
		release();

		assertThat(this.queue.admit(this.second)).isTrue();
		assertThat(this.queue.admit(this.second)).isFalse();
		assertThat(this.queue.admit(this.third)).isTrue();
	}

	@Test
	void roundEndsWhenAllThatWaitedHaveWritten() {
		this.queue.add(this.first);
		release();
		this.queue.admit(this.second);
		this.queue.add(this.second);

		assertThat(this.queue.admit(this.first)).isTrue();
		release();

		assertThat(this.woken).containsExactly("first", "second");
		assertThat(this.queue.admit(this.second)).isTrue();
		assertThat(this.queue.isGated()).isFalse();
	}

	@Test
	void writerThatGivesUpEndsItsTurn() {
		this.queue.add(this.first);
		release();

		this.queue.giveUp(this.first);

		assertThat(this.queue.isGated()).isFalse();
	}

	@Test
	void writerWhoseTurnMeetsAnotherWriteIsWokenAgainInTheSameRound() {
		this.queue.add(this.first);
		release();
		this.queue.admit(this.second);
		this.queue.add(this.first);
		this.queue.add(this.second);

		release();

		assertThat(this.woken).containsExactly("first", "first");
		assertThat(this.queue.admit(this.first)).isTrue();
	}

	@Test
	void closingWakesAllThatWait() {
		this.queue.add(this.first);
		release();
		this.queue.add(this.second);

		this.queue.close().forEach(WriteWaiter::wake);

		assertThat(this.woken).containsExactly("first", "second");
		assertThat(this.queue.isGated()).isFalse();
	}

	private void release() {
		this.queue.release().forEach(WriteWaiter::wake);
	}

	private WriteWaiter writer(String name) {
		return new TestWriter(() -> this.woken.add(name));
	}

}
