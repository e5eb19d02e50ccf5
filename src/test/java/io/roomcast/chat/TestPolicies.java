package io.roomcast.chat;

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

}
