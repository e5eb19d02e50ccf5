package io.roomcast.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Looks for faults of accessibility, with axe-core.
 */
final class Axe {

	private static final String RUN = """
			const done = arguments[0];
			axe.run().then(({ violations }) => done(violations
			  .filter(({ impact }) => impact === "serious" || impact === "critical")
			  .flatMap(({ id, impact, nodes }) => nodes.map((node) => `${impact} ${id}: ${node.html} ${node.failureSummary}`))),
			  (error) => done([String(error)]));
			""";

	private Axe() {
	}

	/**
	 * Returns the serious and the critical faults of the page as it is now.
	 */
	@SuppressWarnings("unchecked")
	static List<String> faults(ChromeDriver driver) throws IOException {
		driver.executeScript(source());
		return (List<String>) Objects.requireNonNull(driver.executeAsyncScript(RUN));
	}

	private static String source() throws IOException {
		try (InputStream in = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
