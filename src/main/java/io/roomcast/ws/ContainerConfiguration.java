package io.roomcast.ws;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
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

	/**
	 * Jetty remembers the Authorization header of a connection, and by default takes one
	 * that differs by case only for the one it knows: a wrong key would pass.
	 */
	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> exactHeaders() {
		return (factory) -> factory.addServerCustomizers(ContainerConfiguration::compareHeadersExactly);
	}

	private static void compareHeadersExactly(Server server) {
		for (Connector connector : server.getConnectors()) {
			connector.getConnectionFactories()
				.stream()
				.filter(HttpConfiguration.ConnectionFactory.class::isInstance)
				.map(HttpConfiguration.ConnectionFactory.class::cast)
				.forEach((factory) -> factory.getHttpConfiguration().setHeaderCacheCaseSensitive(true));
		}
	}

}
