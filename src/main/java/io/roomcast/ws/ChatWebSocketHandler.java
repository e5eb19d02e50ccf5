package io.roomcast.ws;

import java.util.List;

import io.roomcast.chat.Admission;
import io.roomcast.chat.Chat;
import io.roomcast.chat.Conversation;
import io.roomcast.protocol.JsonCodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * Passes what Spring tells of a client on to its conversation: that it came, sent
 * something, or is gone. What rooms send to the client goes through its outlet.
 */
@Component
final class ChatWebSocketHandler extends TextWebSocketHandler implements SubProtocolCapable {

	/** The session attribute that carries the admission from the handshake to here. */
	static final String ADMISSION = "roomcast.admission";

	private static final Logger logger = LoggerFactory.getLogger(ChatWebSocketHandler.class);

	private final Chat chat;

	private final OpenConnections connections;

	ChatWebSocketHandler(Chat chat, OpenConnections connections) {
		this.chat = chat;
		this.connections = connections;
	}

	/**
	 * Opens a conversation, or tells the client why there is none. The connection is
	 * among the open ones before the conversation begins: every client that was welcomed
	 * is told when the service stops.
	 */
	@Override
	public void afterConnectionEstablished(WebSocketSession session) {
		ClientConnection opened = ((SpringSession) session).client();
		Object admission = session.getAttributes().remove(ADMISSION);
		if (admission instanceof Admission.Granted granted) {
			this.connections.add(opened);
			Conversation conversation = this.chat.open(opened.outlet(), session.getAcceptedProtocol());
			((SpringSession) session).forgetAttributes();
			opened.begin(conversation);
			conversation.start(granted);
		}
		else if (admission instanceof Admission.Refused refused) {
			this.chat.refuse(refused.refusal(), opened.outlet());
			this.connections.add(opened);
		}
		else {
			throw new IllegalStateException("connection " + session.getId() + " was never admitted");
		}
	}

	@Override
	public List<String> getSubProtocols() {
		return List.of(JsonCodec.SUBPROTOCOL);
	}

	@Override
	protected void handleTextMessage(WebSocketSession session, TextMessage message) {
		Conversation conversation = conversation(session);
		if (conversation != null) {
			conversation.receive(message.getPayload());
		}
	}

	@Override
	protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
		Conversation conversation = conversation(session);
		if (conversation != null) {
			conversation.receive(message.getPayload().array());
		}
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) {
		logger.trace("client {}: {}", session.getId(), exception.toString());
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
		ClientConnection closed = ((SpringSession) session).client();
		Conversation conversation = conversation(session);
		if (conversation != null) {
			conversation.end(status.getCode(), closed.isClosedByClient(), closed::writeClose);
		}
		else if (session.getAttributes().remove(ADMISSION) instanceof Admission.Granted admission) {
			this.chat.release(admission);
		}
	}

	/**
	 * Returns the client's conversation; null if the client was refused.
	 */
	private static @Nullable Conversation conversation(WebSocketSession session) {
		return (((SpringSession) session).client().participant() instanceof Conversation conversation) ? conversation
				: null;
	}

}
