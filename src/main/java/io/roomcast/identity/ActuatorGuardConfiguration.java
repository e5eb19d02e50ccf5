package io.roomcast.identity;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Puts the guard before the actuator: on the service's own port, or on one that is the
 * actuator's alone ({@code management.server.port}). Boot gives that one a context of its
 * own, and finds this class by a file in {@code META-INF/spring}.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ActuatorGuardConfiguration {

	@Bean
	static FilterRegistrationBean<ActuatorGuard> actuatorGuard(Callers callers, JsonMapper mapper,
			WebEndpointProperties endpoints, ObjectProvider<DispatcherServletPath> servlet,
			ApplicationContext context) {
		String basePath = endpoints.getBasePath();
		if (context.getParent() == null) {
			requirePath(basePath, callers);
			// A path of Spring's servlet is before all of its routes.
			basePath = servlet.getObject().getRelativePath(basePath);
		}
		FilterRegistrationBean<ActuatorGuard> filter = new FilterRegistrationBean<>(
				new ActuatorGuard(callers, mapper, basePath));
		if (context.getParent() != null) {
			filter.addUrlPatterns("/*");
		}
		else {
			filter.setEnabled(ManagementPortType.get(context.getEnvironment()) == ManagementPortType.SAME);
			filter.addUrlPatterns(basePath, basePath + "/*");
		}
		return filter;
	}

	/**
	 * Requires that the endpoints can be told from the other routes.
	 */
	private static void requirePath(String basePath, Callers callers) {
		if (basePath.isEmpty() && (callers.isKeySet() || callers.isIdentityOn())) {
			throw new InvalidConfigurationPropertyValueException("management.endpoints.web.base-path", basePath,
					"must be a path, as the endpoints are not for everybody");
		}
	}

}
