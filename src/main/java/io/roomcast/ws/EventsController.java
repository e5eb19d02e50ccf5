package io.roomcast.ws;

import io.roomcast.chat.Admission;
import io.roomcast.chat.Chat;
import io.roomcast.chat.ConnectRequest;
import io.roomcast.identity.Caller;
import io.roomcast.limit.ConnectionAnswer;
import io.roomcast.limit.ConnectionLimits;
import io.roomcast.limit.ConnectionPermit;
import io.roomcast.problem.Problems;
import io.roomcast.protocol.EventStreamCodec;
import io.roomcast.protocol.JsonCodec;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves rooms to those who only listen, as server-sent events. The header is written by
 * Jetty; then the socket is ours, as after a WebSocket handshake, and the stream goes on
 * until either side closes it.
 */
@RestController
@Tag(name = "Messages")
final class EventsController {

	private static final String CLOSE = "close";

	private final Chat chat;

	private final OpenConnections connections;

	private final ConnectionLimits limits;

	EventsController(Chat chat, OpenConnections connections, ConnectionLimits limits) {
		this.limits = limits;
		this.chat = chat;
		this.connections = connections;
	}

	@Operation(summary = "What is said in a room, as server-sent events",
			description = "For who only listens. The data of each event is a JSON object, as sockets get it with "
					+ "`roomcast.v1.json`: first `welcome`, then what was missed, then what is said from now on. The `id` of "
					+ "an event is the cursor to come back with.")
	@ApiResponse(responseCode = "200", description = "A stream that does not end by itself",
			content = @Content(mediaType = EventStreamCodec.MEDIA_TYPE, schema = @Schema(type = "string")))
	@ApiResponse(responseCode = "400", ref = "#/components/responses/Problem")
	@ApiResponse(responseCode = "429", ref = "#/components/responses/Problem")
	@ApiResponse(responseCode = "503", ref = "#/components/responses/Problem")
	@GetMapping(path = "/rooms/{room}/events", produces = EventStreamCodec.MEDIA_TYPE)
	void events(@PathVariable String room, @Parameter(
			description = "A cursor that was given out for this room: the stream begins after it") @RequestParam(
					required = false) @Nullable String since,
			@Parameter(description = "With how many of the last messages the stream begins") @RequestParam(
					required = false) @Nullable String last,
			@Parameter(description = "The `id` of the last event that was read; `since` and `last` are ignored "
					+ "then. Browsers send it when they reconnect") @RequestHeader(name = "Last-Event-ID",
							required = false) @Nullable String lastEventId,
			@Parameter(hidden = true) Caller caller, @Parameter(hidden = true) HttpServletRequest request,
			@Parameter(hidden = true) HttpServletResponse response) {
		boolean resumes = lastEventId != null && !lastEventId.isEmpty();
		Admission admission = this.chat.admit(new ConnectRequest(room, null, resumes ? lastEventId : since,
				resumes ? null : last, null, caller.identity()), JsonCodec.SUBPROTOCOL);
		if (admission instanceof Admission.Refused refused) {
			throw Problems.exception(refused.refusal());
		}
		response.setContentType(EventStreamCodec.MEDIA_TYPE);
		// Proxies must neither keep nor gather what is live; nginx heeds the last one.
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("X-Accel-Buffering", "no");
		if (HttpMethod.GET.matches(request.getMethod())) {
			response.setHeader(HttpHeaders.CONNECTION, CLOSE);
			open(request, connect(request, (Admission.Granted) admission));
		}
	}

	/**
	 * Decides whether there may be one more listener. If not, it is told so in its
	 * stream; by a status only if too many are told that already.
	 */
	private Admission connect(HttpServletRequest request, Admission.Granted admission) {
		ConnectionAnswer answer = this.limits.connect(request.getRemoteAddr());
		if (answer instanceof ConnectionAnswer.Granted granted) {
			RequestPermit.hold(request, granted.permit());
			return admission;
		}
		ConnectionAnswer.Refused refused = (ConnectionAnswer.Refused) answer;
		this.chat.traffic().addRefused(refused.counted());
		ConnectionPermit permit = this.limits.connectToBeRefused();
		if (permit == null) {
			throw Problems.exception(refused.refusal());
		}
		RequestPermit.hold(request, permit);
		return new Admission.Refused(refused.refusal());
	}

	private void open(HttpServletRequest servletRequest, Admission admission) {
		Request request = ServletContextRequest.getServletContextRequest(servletRequest);
		ConnectionMetaData metaData = request.getConnectionMetaData();
		Connector connector = metaData.getConnector();
		EndPoint endPoint = metaData.getConnection().getEndPoint();
		ClientConnection client = new ClientConnection(this.connections, endPoint, this.chat.clientBudget(),
				this.chat.traffic(), Signals.eventStream(this.chat.pingListener()));
		client.notify(new EventStream(client, this.connections, this.chat, admission));
		client.hold(RequestPermit.take(request));
		client.onFinish(endPoint::close);
		EventStreamConnection connection = new EventStreamConnection(client, endPoint, connector);
		connector.getEventListeners().forEach(connection::addEventListener);
		request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, connection);
		Request.addCompletionListener(request, (failure) -> {
			if (failure != null) {
				client.gone();
			}
		});
	}

}
