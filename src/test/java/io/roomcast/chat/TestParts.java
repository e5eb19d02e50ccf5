package io.roomcast.chat;

import java.util.concurrent.CompletionStage;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.support.StaticApplicationContext;

/**
 * Gives what the chat needs of an application that brings nothing of its own.
 */
final class TestParts {

	private TestParts() {
	}

	/**
	 * Provides no policy.
	 */
	static ObjectProvider<AdmissionPolicy> none() {
		return new StaticListableBeanFactory().getBeanProvider(AdmissionPolicy.class);
	}

	/**
	 * Returns events that nobody hears.
	 */
	static RoomEvents noEvents() {
		return new RoomEvents(new StaticApplicationContext());
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
