package io.roomcast.ws;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;

@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class WebSocketConfiguration implements WebSocketConfigurer {

	private final ChatWebSocketHandler handler;

	private final AdmissionInterceptor admission;

	private final CoreUpgradeStrategy upgrade;

	private final ClientProperties clients;

	WebSocketConfiguration(ChatWebSocketHandler handler, AdmissionInterceptor admission, CoreUpgradeStrategy upgrade,
			ClientProperties clients) {
		this.handler = handler;
		this.admission = admission;
		this.upgrade = upgrade;
		this.clients = clients;
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		OriginHandshakeInterceptor origins = new OriginHandshakeInterceptor(this.clients.allowedOrigins());
		registry.addHandler(this.handler, "/chat", "/chat/{" + AdmissionInterceptor.ROOM_VARIABLE + "}")
			.setHandshakeHandler(new DefaultHandshakeHandler(this.upgrade))
			.addInterceptors(origins, this.admission)
			// Spring puts an origin check of its own last, behind the admission, which
			// holds a
			// nick by then. Ours comes first; that one is left nothing to refuse.
			.setAllowedOriginPatterns("*");
	}

}
