package io.roomcast.ws;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class WebSocketConfiguration implements WebSocketConfigurer {

	private final ChatWebSocketHandler handler;

	private final AdmissionInterceptor admission;

	private final CoreUpgradeStrategy upgrade;

	private final OriginCheck origins;

	WebSocketConfiguration(ChatWebSocketHandler handler, AdmissionInterceptor admission, CoreUpgradeStrategy upgrade,
			OriginCheck origins) {
		this.handler = handler;
		this.admission = admission;
		this.upgrade = upgrade;
		this.origins = origins;
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry
			.addHandler(this.handler, "/chat", "/chat/{" + AdmissionInterceptor.ROOM_VARIABLE + "}",
					AdmissionInterceptor.CONNECT_PATH)
			.setHandshakeHandler(new DefaultHandshakeHandler(this.upgrade))
			.addInterceptors(this.origins, this.admission)
			// Spring adds an origin check of its own after the admission, when a nick is
			// held already. Ours comes first and leaves that one nothing to refuse.
			.setAllowedOriginPatterns("*");
	}

}
