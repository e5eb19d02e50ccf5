package io.roomcast.ws;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ContainerConfiguration {

	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> containerProblems(JsonMapper mapper) {
		return (factory) -> factory
			.addServerCustomizers((server) -> server.setErrorHandler(new ContainerProblems(mapper)));
	}

}
