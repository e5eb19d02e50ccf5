package io.roomcast.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The browsers of a class of tests. Those that a test has used are used again by the next
 * one, as new: a start takes seconds.
 */
final class Browsers implements AutoCloseable {

	private static final String NOWHERE = "about:blank";

	private final List<ChromeDriver> idle = new ArrayList<>();

	private final List<ChromeDriver> used = new ArrayList<>();

	/**
	 * Returns a browser that shows nothing and remembers nothing. Skips the test if there
	 * is none.
	 */
	ChromeDriver take() {
		ChromeDriver driver = this.idle.isEmpty() ? Chromium.start() : this.idle.remove(0);
		this.used.add(driver);
		return driver;
	}

	/**
	 * Takes all browsers back after a test.
	 */
	void takeBack() {
		this.used.forEach(Browsers::empty);
		this.idle.addAll(this.used);
		this.used.clear();
	}

	@Override
	public void close() {
		takeBack();
		this.idle.forEach(ChromeDriver::quit);
	}

	private static void empty(ChromeDriver driver) {
		Screen.reset(driver);
		if (Objects.requireNonNullElse(driver.getCurrentUrl(), "").startsWith("http")) {
			driver.executeScript("sessionStorage.clear(); localStorage.clear()");
		}
		driver.get(NOWHERE);
	}

}
