package io.roomcast.ws;

import java.util.List;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * Registers the handler, and the checks of a handshake in their order.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class WebSocketConfiguration implements WebSocketConfigurer {

	// What costs least comes first; what reserves something comes last.

	/** Is it a handshake? */
	static final int HEADERS = 1;

	/** May pages of this origin connect? */
	static final int ORIGIN = 2;

	/** Does the node go on running? */
	static final int DRAIN = 3;

	/** May there be one more client? */
	static final int LIMITS = 4;

	/** Who is it? */
	static final int TOKEN = 5;

	/** Does the node take clients, and this one into its room? */
	static final int ADMISSION = 6;

	/** Can one that is refused be told after the handshake? */
	static final int REFUSED = 7;

	private final ChatWebSocketHandler handler;

	private final List<HandshakeInterceptor> checks;

	private final CoreUpgradeStrategy upgrade;

	/**
	 * Makes the configuration.
	 * @param checks all that there are, in the order of their annotations
	 */
	WebSocketConfiguration(ChatWebSocketHandler handler, List<HandshakeInterceptor> checks,
			CoreUpgradeStrategy upgrade) {
		this.handler = handler;
		this.checks = checks;
		this.upgrade = upgrade;
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry
			.addHandler(this.handler, "/chat", "/chat/{" + AdmissionInterceptor.ROOM_VARIABLE + "}",
					AdmissionInterceptor.CONNECT_PATH)
			.setHandshakeHandler(new DefaultHandshakeHandler(this.upgrade))
			.addInterceptors(this.checks.toArray(HandshakeInterceptor[]::new))
			// Spring adds an origin check of its own after the admission, when a nick is
			// held already. Ours comes before that and leaves Spring's nothing to refuse.
			.setAllowedOriginPatterns("*");
	}

}
