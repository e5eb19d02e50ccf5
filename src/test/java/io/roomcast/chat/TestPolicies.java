package io.roomcast.chat;

import java.util.concurrent.CompletionStage;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/**
 * Provides policies as the application does.
 */
final class TestPolicies {

	private TestPolicies() {
	}

	/**
	 * Provides none.
	 */
	static ObjectProvider<AdmissionPolicy> none() {
		return new StaticListableBeanFactory().getBeanProvider(AdmissionPolicy.class);
	}

	/**
	 * Returns the verifier of a service that asks for no tokens.
	 */
	static TokenVerifier noTokens() {
		return new TokenVerifier() {

			@Override
			public boolean isOn() {
				return false;
			}

			@Override
			public CompletionStage<Result> verify(String token) {
				throw new AssertionError("nobody asked for a token");
			}

		};
	}

}
