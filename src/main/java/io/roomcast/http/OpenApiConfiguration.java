package io.roomcast.http;

import java.util.List;

import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.DateTimeSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the OpenAPI document at {@code /v3/api-docs} says beside what the controllers say.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	/** The security scheme. */
	static final String API_KEY = "apiKey";

	/** The answer to whatever is refused. */
	static final String PROBLEM = "#/components/responses/Problem";

	private static final String MESSAGE = "Message";

	static {
		// Both are written by protocol, not by what Jackson finds in the records.
		Schema<?> message = new Schema<>().$ref(MESSAGE);
		SpringDocUtils.getConfig()
			.replaceWithSchema(Cursor.class, cursor())
			.replaceWithSchema(Event.class, message)
			.replaceWithSchema(Event.Message.class, message);
	}

	@Bean
	OpenAPI openApi(ObjectProvider<BuildProperties> build) {
		BuildProperties properties = build.getIfAvailable();
		return new OpenAPI()
			.info(new Info().title("Roomcast")
				.version((properties != null) ? properties.getVersion() : "unknown")
				.description("The HTTP side of the chat. The sockets' side is told by src/docs/asyncapi.yaml."))
			.components(new Components().addSchemas(MESSAGE, message())
				.addResponses("Problem", problem())
				.addSecuritySchemes(API_KEY,
						new SecurityScheme().type(SecurityScheme.Type.HTTP)
							.scheme("bearer")
							.description("What `roomcast.api.key` is set to")));
	}

	private static Schema<?> cursor() {
		return new StringSchema().description("A place in a room: opaque, good for `since`");
	}

	private static Schema<?> message() {
		ObjectSchema message = new ObjectSchema();
		message.setDescription("What somebody said, in the form that sockets get with roomcast.v1.json");
		message.addProperty("type", new StringSchema().description("Always `message`"));
		message.addProperty("cursor", cursor());
		message.addProperty("from", new StringSchema().description("The sender's nick"));
		message.addProperty("client", new IntegerSchema().format("int64").description("The sender's number"));
		message.addProperty("text", new StringSchema().description("What was said"));
		message.addProperty("base64", new StringSchema().description("A binary message has this in place of text"));
		message.addProperty("at", new DateTimeSchema().description("When it got its place: UTC, with milliseconds"));
		message.setRequired(List.of("type", "cursor", "from", "client", "at"));
		return message;
	}

	private static ApiResponse problem() {
		ObjectSchema problem = new ObjectSchema();
		problem.setDescription("A problem detail (RFC 9457)");
		problem.addProperty("title", new StringSchema());
		problem.addProperty("status", new IntegerSchema());
		problem.addProperty("detail",
				new StringSchema().description("One sentence that names the value and the limit"));
		problem.addProperty("instance", new StringSchema().format("uri-reference"));
		problem.addProperty(Refusals.CODE, new StringSchema().description("The reason, where sockets know it, too"));
		return new ApiResponse().description("Refused, and why")
			.content(new Content().addMediaType("application/problem+json", new MediaType().schema(problem)));
	}

}
