package io.roomcast.limit;

import io.roomcast.harness.Settings;

/**
 * Makes the rates of clients as tests want them. Any thread may call.
 */
public final class TestRates {

	private TestRates() {
	}

	public static ClientRates unlimited() {
		return of();
	}

	/**
	 * Makes those of settings.
	 */
	public static ClientRates of(String... settings) {
		return new ClientRates(Settings.bind(LimitProperties.class, settings));
	}

}
