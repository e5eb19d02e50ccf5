package io.roomcast.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;

/**
 * Marks a route that needs the API key, or a token.
 *
 * @see CallerInterceptor
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@SecurityRequirement(name = OpenApiConfiguration.API_KEY)
@ApiResponse(responseCode = "401", ref = OpenApiConfiguration.PROBLEM)
@ApiResponse(responseCode = "403", ref = OpenApiConfiguration.PROBLEM)
@interface NeedsApiKey {

}
