package io.roomcast.pages;

import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves the files of the pages, each path by name: whatever else has no route stays a
 * 404 with a problem detail, whatever the method.
 */
@Configuration(proxyBeanMethods = false)
class PagesConfiguration implements WebMvcConfigurer {

	private static final String[] FILES = { "/index.html", "/chat.css", "/page/*.js", "/roomcast.js", "/monitor.html",
			"/monitor.css", "/monitor/*.js" };

	private static final String DECLARATION = "/roomcast.d.ts";

	private static final Duration ONE_YEAR = Duration.ofDays(365);

	/** With the version for the first star. */
	private static final String CHART_LIBRARY = "/webjars/uplot/*/dist/*";

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addViewController("/").setViewName("forward:/index.html");
	}

	/**
	 * Has browsers ask each time whether a file of ours has changed, as its name stays
	 * the same.
	 */
	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		for (String file : FILES) {
			String directory = file.substring(0, file.lastIndexOf('/') + 1);
			registry.addResourceHandler(file)
				.addResourceLocations("classpath:/static" + directory)
				.setCacheControl(CacheControl.noCache());
		}
		registry.addResourceHandler(CHART_LIBRARY)
			.addResourceLocations("classpath:/META-INF/resources/webjars/uplot/")
			.setCacheControl(CacheControl.maxAge(ONE_YEAR).cachePublic().immutable());
	}

	/**
	 * Lets pages of any origin import the client. Whether they may connect is another
	 * question, which is asked at the handshake.
	 */
	@Override
	public void addCorsMappings(CorsRegistry registry) {
		registry.addMapping("/roomcast.js").allowedOrigins("*").allowedMethods("GET", "HEAD");
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(new PageHeaders())
			.addPathPatterns("/", DECLARATION, CHART_LIBRARY)
			.addPathPatterns(FILES);
	}

	/**
	 * Serves the declaration of the client. As a plain file it would go out as a video,
	 * by the usual list of types.
	 */
	@Bean
	static RouterFunction<ServerResponse> declaration() {
		Resource file = new ClassPathResource("/static" + DECLARATION);
		return RouterFunctions.route()
			.GET(DECLARATION,
					(request) -> ServerResponse.ok()
						.contentType(MediaType.TEXT_PLAIN)
						.cacheControl(CacheControl.noCache())
						.body(file))
			.build();
	}

}
