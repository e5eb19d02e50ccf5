package io.roomcast.bench;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * The yardstick: the plain-text chat as most would write it, with nothing but what
 * Spring's documentation offers for it. It shares its class path with the service and
 * keeps apart from it: it reads no configuration file, and is nothing that a component
 * scan would find.
 */
@EnableAutoConfiguration
@EnableWebSocket
class NaiveServer implements WebSocketConfigurer {

	public static void main(String[] args) {
		new SpringApplicationBuilder(NaiveServer.class).properties("spring.config.name=naive").run(args);
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry.addHandler(new Chat(), "/chat", "/chat/{room}");
	}

	/**
	 * Decorates each session, as it must be where several threads send to it, and sends a
	 * message to one after the other on the thread that received it.
	 */
	private static final class Chat extends TextWebSocketHandler {

		private static final int SEND_TIMEOUT_MILLIS = 10_000;

		private static final int SEND_BUFFER_BYTES = 64 * 1024 * 1024;

		private final Map<String, Map<String, Client>> rooms = new ConcurrentHashMap<>();

		private final Map<String, Client> clients = new ConcurrentHashMap<>();

		private final AtomicLong numbers = new AtomicLong();

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws IOException {
			URI uri = Objects.requireNonNull(session.getUri());
			Map<String, Client> room = this.rooms.computeIfAbsent(uri.getPath(), (path) -> new ConcurrentHashMap<>());
			Client client = new Client("user_" + this.numbers.incrementAndGet(), room,
					new ConcurrentWebSocketSessionDecorator(session, SEND_TIMEOUT_MILLIS, SEND_BUFFER_BYTES));
			client.session.sendMessage(new TextMessage("welcome " + client.name));
			this.clients.put(session.getId(), client);
			room.put(session.getId(), client);
			tellOthers(client, " joined");
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
			Client client = Objects.requireNonNull(this.clients.get(session.getId()));
			client.session.sendMessage(new TextMessage("echo: " + message.getPayload()));
			tellOthers(client, ": " + message.getPayload());
		}

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			Client client = this.clients.remove(session.getId());
			if (client != null) {
				client.room.remove(session.getId());
				tellOthers(client, " left");
			}
		}

		private static void tellOthers(Client client, String what) {
			TextMessage message = new TextMessage(client.name + what);
			for (Client other : client.room.values()) {
				if (other != client && other.session.isOpen()) {
					tell(other, message);
				}
			}
		}

		private static void tell(Client client, TextMessage message) {
			try {
				client.session.sendMessage(message);
			}
			catch (IOException | IllegalStateException ex) {
				// It is on its way out; its own close will be told.
				return;
			}
		}

	}

	// Not a record: its room holds it, and must find it by identity.
	private static final class Client {

		private final String name;

		private final Map<String, Client> room;

		private final WebSocketSession session;

		Client(String name, Map<String, Client> room, WebSocketSession session) {
			this.name = name;
			this.room = room;
			this.session = session;
		}

	}

}
