package io.roomcast.browser;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

import static org.awaitility.Awaitility.await;

/**
 * The monitor as it stands in a window of a browser. For the thread of the test only.
 */
final class MonitorPage {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String LIVE = "Live";

	private final ChromeDriver driver;

	private MonitorPage(ChromeDriver driver) {
		this.driver = driver;
	}

	/**
	 * Opens the page of the service at an address.
	 */
	static MonitorPage open(ChromeDriver driver, String address) {
		MonitorPage page = new MonitorPage(driver);
		page.console();
		driver.get(address + "/monitor.html");
		return page;
	}

	/**
	 * Returns what the browser has complained of since the last call.
	 */
	List<String> console() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
	}

	void awaitLive() {
		awaitThat(() -> state().equals(LIVE));
	}

	String state() {
		return this.driver.findElement(By.id("state")).getText();
	}

	/**
	 * Has the page remember its states from now on.
	 */
	void recordStates() {
		this.driver.executeScript("""
				const state = document.getElementById("state");
				window.states = [];
				new MutationObserver(() => window.states.push(state.textContent)).observe(state, { childList: true });
				""");
	}

	/**
	 * Returns the states since then, with spaces between.
	 */
	String recordedStates() {
		return Objects.requireNonNullElse(this.driver.executeScript("return window.states.join(' ')"), "").toString();
	}

	/**
	 * Returns what the page says is wrong; empty if nothing is.
	 */
	String trouble() {
		return this.driver.findElement(By.id("trouble")).getText();
	}

	void awaitTrouble(String words) {
		awaitThat(() -> trouble().contains(words));
		awaitThat(() -> state().equals("No meters"));
	}

	/**
	 * Returns the number that stands beside the chart of a series.
	 */
	String number(String series) {
		return this.driver.findElement(By.cssSelector("[data-series=" + series + "] .number")).getText();
	}

	void awaitNumber(String series, String number) {
		awaitThat(() -> number(series).equals(number));
	}

	/**
	 * Does something again and again until the number of a series is as it should be.
	 */
	void awaitNumberWhile(Runnable action, String series, Predicate<String> expected) {
		awaitThat(() -> {
			action.run();
			return expected.test(number(series));
		});
	}

	/**
	 * Returns what stands under a heading in place of charts.
	 */
	String remark(String heading) {
		return this.driver.findElement(By.xpath("//section[h2='" + heading + "']/p[@class='remark']")).getText();
	}

	/**
	 * Returns the titles of the panels that can be seen.
	 */
	List<String> panels() {
		return this.driver.findElements(By.cssSelector(".panel h3"))
			.stream()
			.filter(WebElement::isDisplayed)
			.map(WebElement::getText)
			.toList();
	}

	/**
	 * Returns how many of the pixels of a chart are of the colour of its first line.
	 */
	long drawnPixels(String series) {
		return evaluate("""
				const panel = document.querySelector(`[data-series=${arguments[0]}]`).closest(".panel");
				const canvas = panel.querySelector("canvas");
				const line = getComputedStyle(document.documentElement).getPropertyValue("--line-1").trim();
				const wanted = [1, 3, 5].map((index) => parseInt(line.slice(index, index + 2), 16));
				const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
				let count = 0;
				for (let i = 0; i < data.length; i += 4) {
					count += wanted.every((value, channel) => Math.abs(data[i + channel] - value) < 8) ? 1 : 0;
				}
				return count;
				""", series);
	}

	/**
	 * Returns what a screen reader says of the chart of a series.
	 */
	String description(String series) {
		return Objects.requireNonNullElse(chart(series).getDomAttribute("aria-label"), "");
	}

	/**
	 * Returns a row of the table of all values: now, lowest and highest.
	 */
	List<String> row(String name) {
		return this.driver.findElements(By.xpath("//table[@id='values']//tr[th='" + name + "']/td"))
			.stream()
			.map(MonitorPage::content)
			.toList();
	}

	/**
	 * Returns how often the page has asked for the meters.
	 */
	long requests() {
		return evaluate("return performance.getEntriesByType('resource').filter("
				+ "({name}) => name.endsWith('/actuator/prometheus')).length");
	}

	/**
	 * Waits until the page has asked for the meters once more than now.
	 */
	void awaitRequest() {
		long before = requests();
		awaitThat(() -> requests() > before);
	}

	/**
	 * Moves the pointer to the right end of the chart of a series.
	 */
	void pointAtNewest(String series) {
		WebElement plot = chart(series).findElement(By.className("u-over"));
		int end = plot.getSize().getWidth() / 2 - 1;
		new Actions(this.driver).moveToElement(plot, end, 0).perform();
	}

	/**
	 * Returns the time that the numbers beside the chart of a series are of, as it is
	 * written there; empty if they are of now.
	 */
	String timeLookedAt(String series) {
		return panel(series).findElement(By.className("looked-at")).getText();
	}

	boolean fitsTheWidth() {
		return evaluate("return innerWidth - document.documentElement.scrollWidth") >= 0;
	}

	void openTable() {
		this.driver.findElement(By.tagName("summary")).click();
	}

	void pressPause() {
		this.driver.findElement(By.id("pause")).click();
	}

	/**
	 * Returns the text of an element that may be hidden.
	 */
	private static String content(WebElement element) {
		return Objects.requireNonNull(element.getDomProperty("textContent"));
	}

	private WebElement chart(String series) {
		return panel(series).findElement(By.className("chart"));
	}

	private WebElement panel(String series) {
		return this.driver.findElement(By.xpath("//section[@class='panel'][.//*[@data-series='" + series + "']]"));
	}

	private long evaluate(String script, Object... arguments) {
		Object value = this.driver.executeScript(script, arguments);
		return ((Number) Objects.requireNonNull(value)).longValue();
	}

	void awaitThat(Condition condition) {
		await().atMost(PATIENCE).until(condition::holds);
	}

	/**
	 * What is waited for.
	 */
	@FunctionalInterface
	interface Condition {

		boolean holds();

	}

}
