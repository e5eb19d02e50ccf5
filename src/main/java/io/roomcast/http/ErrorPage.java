package io.roomcast.http;

import java.net.URI;
import java.util.Objects;

import io.roomcast.problem.Problems;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.NoHandlerFoundException;

/**
 * Answers with a problem detail what fails before or after the controllers.
 */
@Hidden
@RestController
final class ErrorPage implements ErrorController {

	/**
	 * Answers what the container passes on. A request for the URL itself is a 404.
	 */
	@RequestMapping("/error")
	ResponseEntity<ProblemDetail> problem(HttpServletRequest request) throws NoHandlerFoundException {
		if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code)) {
			throw new NoHandlerFoundException(request.getMethod(), request.getRequestURI(), HttpHeaders.EMPTY);
		}
		HttpStatusCode status = HttpStatusCode.valueOf(code);
		String sentence = status.is4xxClientError()
				? Objects.toString(request.getAttribute(RequestDispatcher.ERROR_MESSAGE), null) : null;
		ProblemDetail problem = Problems.of(status, sentence);
		if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) {
			problem.setInstance(URI.create(path));
		}
		return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
	}

}
