package io.roomcast.bench;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/**
 * Starts the naive server. It shares its class path with the service and keeps apart from
 * it: it reads no configuration file, and is nothing that a component scan would find.
 */
@EnableAutoConfiguration
@EnableWebSocket
public class NaiveApplication implements WebSocketConfigurer {

	public static void main(String[] args) {
		new SpringApplicationBuilder(NaiveApplication.class).properties("spring.config.name=naive").run(args);
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry.addHandler(new NaiveChat(), "/chat", "/chat/{room}");
	}

}
