package io.roomcast.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.roomcast.chat.RoomRights;
import io.roomcast.chat.Rooms;
import io.roomcast.chat.RoomsUnavailableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * What HTTP answers while the engine cannot do its work.
 */
class UnavailableRoomsTests {

	private final RoomsUnavailableException away = mock();

	private final Rooms rooms = mock();

	private final RoomRights rights = mock();

	private final MockMvcTester http = MockMvcTester.create(MockMvcBuilders
		.standaloneSetup(new RoomsController(this.rooms, this.rights),
				new MessagesController(this.rooms, this.rights, mock()))
		.setCustomArgumentResolvers(new CallerInterceptor(mock()))
		.setControllerAdvice(new ProblemAdvice(mock()))
		.build());

	@BeforeEach
	void prepare() {
		given(this.away.getMessage()).willReturn("rooms cannot be reached now");
		given(this.away.retryAfter()).willReturn(Duration.ofMillis(1500));
		given(this.rooms.occupied()).willReturn(failed());
		given(this.rooms.find(any())).willReturn(failed());
		given(this.rooms.messages(any(), any())).willReturn(failed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/rooms", "/rooms/lobby", "/rooms/lobby/clients", "/rooms/lobby/messages" })
	void whatCannotBeReadNowIsToBeReadLater(String path) {
		MvcTestResult result = this.http.get().uri(path).exchange();

		assertThat(result).hasStatus(503)
			.hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
			.hasHeader("Retry-After", "2");
		assertThat(result).bodyJson().extractingPath("$.detail").isEqualTo("rooms cannot be reached now");
		assertThat(result).bodyJson().extractingPath("$.code").isEqualTo("service_unavailable");
	}

	private <T> CompletionStage<T> failed() {
		return CompletableFuture.failedFuture(this.away);
	}

}
