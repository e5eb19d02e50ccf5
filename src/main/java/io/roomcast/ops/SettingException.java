package io.roomcast.ops;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * The service cannot start with a setting, though its value is within its bounds.
 */
final class SettingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Makes an exception.
	 * @param sentence what is wrong; must show no value that may be a secret
	 * @param action what to do about it
	 */
	SettingException(String sentence, String action) {
		super(sentence);
		this.action = action;
	}

	/**
	 * Makes Boot print the sentence and the action instead of a stack trace.
	 */
	static final class Analyzer extends AbstractFailureAnalyzer<SettingException> {

		@Override
		protected FailureAnalysis analyze(Throwable rootFailure, SettingException cause) {
			return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action, cause);
		}

	}

}
