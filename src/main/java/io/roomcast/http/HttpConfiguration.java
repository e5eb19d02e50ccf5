package io.roomcast.http;

import java.util.List;

import io.roomcast.chat.ClientProperties;
import io.roomcast.chat.TokenVerifier;
import io.roomcast.protocol.JsonCodec;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class HttpConfiguration implements WebMvcConfigurer {

	private final CallerInterceptor caller;

	private final BodyLimit bodyLimit;

	HttpConfiguration(CallerInterceptor caller, BodyLimit bodyLimit) {
		this.caller = caller;
		this.bodyLimit = bodyLimit;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this.caller).addPathPatterns(CallerInterceptor.PATHS);
		registry.addInterceptor(this.bodyLimit);
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(this.caller);
	}

	@Bean
	static FilterRegistrationBean<PageReads> pageReads(ClientProperties clients, TokenVerifier tokens) {
		FilterRegistrationBean<PageReads> filter = new FilterRegistrationBean<>(new PageReads(clients, tokens.isOn()));
		filter.addUrlPatterns(PageReads.PATHS);
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return filter;
	}

	/**
	 * Makes Jackson take numbers and names of any size, as sockets do: they are kept as
	 * text, and the body is bounded.
	 */
	@Bean
	static JsonFactoryBuilderCustomizer valuesOfAnySize() {
		return (builder) -> builder.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(JsonCodec.MAX_DEPTH)
			.maxNumberLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.build());
	}

	/**
	 * Makes Jackson refuse a number in place of a text.
	 */
	@Bean
	static JsonMapperBuilderCustomizer textsAreStrings() {
		return (builder) -> builder.withCoercionConfig(LogicalType.Textual,
				(texts) -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
	}

}
