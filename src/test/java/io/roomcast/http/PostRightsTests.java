package io.roomcast.http;

import io.roomcast.chat.RoomRights;
import io.roomcast.chat.Rooms;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.junit.jupiter.api.Test;

import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Who may say something by HTTP.
 */
class PostRightsTests {

	private final Rooms rooms = mock();

	private final RoomRights rights = mock();

	private final MockMvcTester http = MockMvcTester
		.create(MockMvcBuilders.standaloneSetup(new MessagesController(this.rooms, this.rights, mock()))
			.setCustomArgumentResolvers(new CallerInterceptor(mock()))
			.setControllerAdvice(new ProblemAdvice(mock()))
			.build());

	@Test
	void nobodySpeaksInARoomThatTheyMayNotEnter() {
		given(this.rights.checkEnter(any(), eq("cellar")))
			.willReturn(new Refusal(Reason.NOT_ALLOWED, "this client may not enter room 'cellar'"));

		assertThat(this.http.post()
			.uri("/rooms/cellar/messages")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"text\":\"hi\"}")).hasStatus(403);
		verifyNoInteractions(this.rooms);
	}

}
