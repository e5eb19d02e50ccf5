package io.roomcast.container;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.roomcast.chat.ClientProperties;
import io.roomcast.engine.Engine;
import io.roomcast.engine.MemoryProperties;
import io.roomcast.fanout.Traffic.Refused;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ContainerConfiguration {

	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> containerErrorHandler(JsonMapper mapper) {
		return (factory) -> factory
			.addServerCustomizers((server) -> server.setErrorHandler(new ContainerErrorHandler(mapper)));
	}

	/**
	 * Makes Jetty tell headers apart by case. It remembers those of a connection, and by
	 * default takes an Authorization that differs by case only for the one it knows: a
	 * wrong key would pass.
	 */
	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> exactHeaders() {
		return (factory) -> factory.addServerCustomizers((server) -> httpOf(server)
			.forEach((http) -> http.getHttpConfiguration().setHeaderCacheCaseSensitive(true)));
	}

	/**
	 * Keeps Jetty from looking for parameters in the body of a form, however long and
	 * slow it is. Parameters come from the query only.
	 */
	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> unreadForms() {
		return (factory) -> factory.addServerCustomizers(
				(server) -> httpOf(server).forEach((http) -> http.getHttpConfiguration().setFormEncodedMethods()));
	}

	/**
	 * Accepts any {@code Host} with TLS: there is one certificate for all names, and
	 * behind a proxy the name is the proxy's business.
	 */
	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> anyHost() {
		return (factory) -> factory.addServerCustomizers((server) -> httpOf(server)
			.map((http) -> http.getHttpConfiguration().getCustomizer(SecureRequestCustomizer.class))
			.filter(Objects::nonNull)
			.forEach((tls) -> tls.setSniHostCheck(false)));
	}

	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> tolerantHttp(HttpProperties properties,
			ObjectProvider<Engine> engine) {
		return (factory) -> factory
			.addServerCustomizers((server) -> beTolerant(server, unfinishedRequests(server, properties, engine)));
	}

	/**
	 * Closes the connection of a request that is answered before its body was read,
	 * instead of reading on to save the connection: at most what has come is dropped.
	 */
	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> unreadBodies() {
		return (factory) -> factory.addServerCustomizers((server) -> httpOf(server)
			.forEach((http) -> http.getHttpConfiguration().setMaxUnconsumedRequestContentReads(1)));
	}

	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> pathCheck() {
		return (factory) -> factory.addServerCustomizers((server) -> server.insertHandler(new PathCheck()));
	}

	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> detachedAnswers(MemoryProperties memory) {
		AnswerBudget budget = new AnswerBudget(memory.answerBytes());
		return (factory) -> factory.addServerCustomizers((server) -> server.insertHandler(new DetachedAnswers(budget)));
	}

	/**
	 * Bounds what the kernel buffers for a client that does not read. By itself it
	 * buffers megabytes, more than the service ever holds for one client.
	 */
	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> sendBuffers(ClientProperties clients) {
		return (factory) -> factory.addServerCustomizers((server) -> Stream.of(server.getConnectors())
			.filter(ServerConnector.class::isInstance)
			.map(ServerConnector.class::cast)
			.forEach((connector) -> connector.setAcceptedSendBufferSize((int) clients.sendBufferSize().toBytes())));
	}

	@Bean
	WebServerFactoryCustomizer<JettyServletWebServerFactory> connectionCap() {
		return (factory) -> factory.addServerCustomizers((server) -> server.addBean(ConnectionCap.of(server)));
	}

	/**
	 * Tells which Jetty this is, besides the other versions that operators see.
	 */
	@Bean
	InfoContributor jettyInfo() {
		return (info) -> info.withDetail("jetty", Map.of("version", Server.getVersion()));
	}

	private static UnfinishedRequests unfinishedRequests(Server server, HttpProperties properties,
			ObjectProvider<Engine> engine) {
		UnfinishedRequests unfinished = new UnfinishedRequests(server.getScheduler(), properties.requestTimeout(),
				() -> engine.getObject().traffic().addRefused(Refused.REQUEST_TIME));
		server.addBean(unfinished);
		return unfinished;
	}

	private static void beTolerant(Server server, UnfinishedRequests unfinished) {
		for (Connector connector : server.getConnectors()) {
			HttpConnectionFactory http = connector.getConnectionFactory(HttpConnectionFactory.class);
			if (http != null && connector instanceof AbstractConnector configurable) {
				configurable.addConnectionFactory(new TolerantHttp(http.getHttpConfiguration(), unfinished));
			}
		}
	}

	private static Stream<HttpConfiguration.ConnectionFactory> httpOf(Server server) {
		return Stream.of(server.getConnectors())
			.flatMap((connector) -> connector.getConnectionFactories().stream())
			.filter(HttpConfiguration.ConnectionFactory.class::isInstance)
			.map(HttpConfiguration.ConnectionFactory.class::cast);
	}

}
