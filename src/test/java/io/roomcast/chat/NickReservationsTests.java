package io.roomcast.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.roomcast.chat.NickReservations.Result;
import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.Presence;
import io.roomcast.engine.Reservation;
import io.roomcast.engine.Unavailable;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

class NickReservationsTests {

	private static final Reservation RESERVATION = new Reservation("kitchen", "alice", 1);

	private static final int MAX_WAITING = 8;

	private final Presence presence = mock();

	private final Engine engine = mock();

	private final CompletableFuture<Optional<Reservation>> asked = new CompletableFuture<>();

	@BeforeEach
	void prepare() {
		given(this.engine.presence()).willReturn(this.presence);
		given(this.presence.reserve("kitchen", "alice")).willReturn(this.asked);
	}

	@Test
	void nickIsReservedWhenTheEngineSaysSo() {
		NickReservations nicks = new NickReservations(this.engine);
		CompletableFuture<Result> result = CompletableFuture.supplyAsync(() -> nicks.reserve("kitchen", "alice"));
		verify(this.presence, timeout(1000)).reserve("kitchen", "alice");

		this.asked.complete(Optional.of(RESERVATION));

		assertThat(result).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(new Result.Reserved(RESERVATION));
	}

	@Test
	void takenNickIsRefused() {
		this.asked.complete(Optional.empty());

		assertThat(reason()).isEqualTo(Reason.NICK_TAKEN);
	}

	@Test
	void clientIsRefusedForAWhileIfTheEngineIsAway() {
		this.asked
			.completeExceptionally(new EngineUnavailableException(new Unavailable("away", Duration.ofSeconds(3))));

		Refusal refusal = refusal(new NickReservations(this.engine));

		assertThat(refusal).isEqualTo(Refusal.unavailable("away", Duration.ofSeconds(3)));
	}

	@Test
	void nickThatIsReservedTooLateIsFreeAgain() {
		assertThat(reason()).isEqualTo(Reason.UNAVAILABLE);

		this.asked.complete(Optional.of(RESERVATION));

		verify(this.presence).release(RESERVATION);
	}

	@Test
	void onlyAFewWait() {
		NickReservations nicks = new NickReservations(this.engine);
		ExecutorService threads = Executors.newFixedThreadPool(MAX_WAITING);
		List<CompletableFuture<Result>> waiting = new ArrayList<>();
		for (int i = 0; i < MAX_WAITING; i++) {
			waiting.add(CompletableFuture.supplyAsync(() -> nicks.reserve("kitchen", "alice"), threads));
		}
		verify(this.presence, timeout(1000).times(MAX_WAITING)).reserve("kitchen", "alice");
		Awaitility.await().until(nicks::isFull);

		long start = System.nanoTime();
		Refusal refusal = refusal(nicks);
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		this.asked.complete(Optional.of(RESERVATION));

		assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
		assertThat(took).isLessThan(Duration.ofSeconds(1));
		assertThat(waiting).allSatisfy((result) -> assertThat(result).succeedsWithin(Duration.ofSeconds(2))
			.isInstanceOf(Result.Reserved.class));
		verify(this.presence, times(1)).release(any());
		threads.shutdown();
	}

	private Reason reason() {
		return refusal(new NickReservations(this.engine)).reason();
	}

	private static Refusal refusal(NickReservations nicks) {
		return ((Result.Refused) nicks.reserve("kitchen", "alice")).refusal();
	}

}
