package io.roomcast.http;

import java.util.List;

import io.roomcast.chat.NameRules;
import io.roomcast.chat.TokenVerifier;
import io.roomcast.problem.Problems;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.DateTimeSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Completes the OpenAPI document at {@code /v3/api-docs}: what the controllers'
 * annotations do not say.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	/** The security scheme of the API key. */
	static final String API_KEY = "apiKey";

	private static final String TOKEN = "token";

	/** The answer to whatever is refused. */
	static final String PROBLEM = "#/components/responses/Problem";

	private static final String PROBLEM_SCHEMA = "Problem";

	private static final String MESSAGE = "Message";

	private static final String INT_64 = "int64";

	static {
		// Both are written by protocol, not by what Jackson finds in the records.
		Schema<?> message = new Schema<>().$ref(MESSAGE);
		SpringDocUtils.getConfig()
			.replaceWithSchema(Cursor.class, cursor())
			.replaceWithSchema(Event.class, message)
			.replaceWithSchema(Event.Message.class, message);
	}

	@Bean
	OpenAPI openApi(ObjectProvider<BuildProperties> build, TokenVerifier tokens) {
		BuildProperties properties = build.getIfAvailable();
		Components components = new Components();
		if (tokens.isOn()) {
			components.addSecuritySchemes(TOKEN,
					new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT"));
		}
		return new OpenAPI()
			.info(new Info().title("Roomcast")
				.version((properties != null) ? properties.getVersion() : "unknown")
				.description("The HTTP side of the chat. The sockets' side is told by src/docs/asyncapi.yaml."))
			.components(components.addSchemas(MESSAGE, message())
				.addSchemas(PROBLEM_SCHEMA, problem())
				.addResponses(PROBLEM_SCHEMA, problemResponse())
				.addSecuritySchemes(API_KEY,
						new SecurityScheme().type(SecurityScheme.Type.HTTP)
							.scheme("bearer")
							.description("What `roomcast.api.key` is set to")));
	}

	/**
	 * Adds what holds for all routes: the answers to a wrong method or media type, the
	 * rules of names, which routes need a token or nothing, and that answers lack no
	 * field.
	 */
	@Bean
	static GlobalOpenApiCustomizer commonRules(TokenVerifier tokens) {
		return (document) -> {
			document.getPaths().forEach((path, item) -> {
				boolean guarded = tokens.isOn() && (path.startsWith("/rooms") || path.equals("/clients"));
				item.readOperations().forEach((operation) -> completeOperation(operation, guarded));
			});
			document.getComponents().getSchemas().forEach((name, schema) -> completeSchema(schema));
		};
	}

	private static void completeOperation(Operation operation, boolean guarded) {
		operation.getResponses()
			.addApiResponse("405", new ApiResponse().$ref(PROBLEM))
			.addApiResponse("406", new ApiResponse().$ref(PROBLEM));
		if (guarded) {
			operation.setSecurity(
					List.of(new SecurityRequirement().addList(TOKEN), new SecurityRequirement().addList(API_KEY)));
			operation.getResponses()
				.addApiResponse("401", new ApiResponse().$ref(PROBLEM))
				.addApiResponse("403", new ApiResponse().$ref(PROBLEM));
		}
		if (operation.getSecurity() == null) {
			operation.setSecurity(List.of());
		}
		if (operation.getParameters() != null) {
			operation.getParameters().forEach(OpenApiConfiguration::completeParameter);
		}
	}

	private static void completeParameter(Parameter parameter) {
		switch (parameter.getName()) {
			case "room" -> parameter.schema(new StringSchema().pattern(NameRules.ROOM_PATTERN)
				.minLength(1)
				.maxLength(NameRules.MAX_ROOM_LENGTH));
			case "nick" -> parameter.schema(nick());
			case "since", "before" -> parameter.schema(cursor());
			default -> {
				// Its annotations say all.
			}
		}
	}

	/**
	 * Makes all fields required of a schema that does not say which are: those of answers
	 * are never left out.
	 */
	private static void completeSchema(Schema<?> schema) {
		if (schema.getRequired() == null && schema.getProperties() != null) {
			schema.setRequired(List.copyOf(schema.getProperties().keySet()));
		}
	}

	/**
	 * Describes a nick.
	 */
	static Schema<?> nick() {
		return new StringSchema().pattern(NameRules.NICK_PATTERN).minLength(1).maxLength(NameRules.MAX_NICK_LENGTH);
	}

	private static Schema<?> cursor() {
		return new StringSchema().description("A position in a room: opaque, good for `since` and `before`")
			.pattern(Cursor.PATTERN);
	}

	private static Schema<?> message() {
		ObjectSchema message = new ObjectSchema();
		message.setDescription(
				"What was said, in the form that sockets get with roomcast.v1.json: a text, a JSON value or bytes");
		message.addProperty("type", new StringSchema()._const("message"));
		message.addProperty("room", new StringSchema().description("The room's name"));
		message.addProperty("cursor", cursor());
		message.addProperty("from", new StringSchema().description("The sender's nick"));
		message.addProperty("client", new IntegerSchema().format(INT_64).description("The sender's number"));
		message.addProperty("text", new StringSchema().description("What was said"));
		message.addProperty("data", new Schema<>().description("The JSON value that was said"));
		message.addProperty("base64", new StringSchema().description("The bytes that were sent").format("byte"));
		message.addProperty("at", new DateTimeSchema().description("When it was added: UTC, with milliseconds"));
		message.setRequired(List.of("type", "room", "cursor", "from", "client", "at"));
		message.setOneOf(List.of(requiring("text"), requiring("data"), requiring("base64")));
		return message;
	}

	private static Schema<?> requiring(String field) {
		return new Schema<>().required(List.of(field));
	}

	private static Schema<?> problem() {
		ObjectSchema problem = new ObjectSchema();
		problem.setDescription("A problem detail (RFC 9457)");
		problem.addProperty("title", new StringSchema().description("The name of the status"));
		problem.addProperty("status", new IntegerSchema());
		problem.addProperty("detail", new StringSchema().description("A sentence that names the value and the limit"));
		problem.addProperty("instance", new StringSchema().format("uri-reference").description("The path"));
		problem.addProperty(Problems.CODE,
				new StringSchema().description("For programs: the code that sockets get for the same, or the name of "
						+ "the status, as `not_found`"));
		problem.setRequired(List.of("title", "status", Problems.CODE));
		return problem;
	}

	private static ApiResponse problemResponse() {
		MediaType type = new MediaType().schema(new Schema<>().$ref(PROBLEM_SCHEMA));
		return new ApiResponse().description("Refused, and why")
			.content(new Content().addMediaType("application/problem+json", type));
	}

}
