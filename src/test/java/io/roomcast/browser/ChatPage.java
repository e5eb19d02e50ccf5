package io.roomcast.browser;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * The chat page in one browser, used as a person uses it. For one thread.
 */
final class ChatPage {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final ChromeDriver driver;

	private ChatPage(ChromeDriver driver) {
		this.driver = driver;
	}

	/**
	 * Opens the page at its form.
	 * @param base the URL of the page
	 */
	static ChatPage open(ChromeDriver driver, String base, String... rooms) {
		driver.get(base + Stream.of(rooms).map((room) -> "room=" + room).collect(Collectors.joining("&", "?", "")));
		ChatPage page = new ChatPage(driver);
		page.await("the form", () -> page.find("#entry-nick").isDisplayed());
		return page;
	}

	/**
	 * Opens the page and comes in. Returns when the page knows who is in the first room.
	 */
	static ChatPage enter(ChromeDriver driver, String base, String nick, String... rooms) {
		ChatPage page = open(driver, base, rooms);
		page.type("#entry-nick", nick);
		page.await("people", () -> page.people().stream().anyMatch((one) -> one.equals(nick)));
		return page;
	}

	ChromeDriver driver() {
		return this.driver;
	}

	/**
	 * Says a text in the room that is open.
	 */
	void say(String text) {
		find("#text").sendKeys(text, Keys.ENTER);
	}

	/**
	 * Puts a text in place of that of a field, and presses Enter.
	 */
	void type(String field, String text) {
		WebElement element = find(field);
		element.clear();
		element.sendKeys(text, Keys.ENTER);
	}

	void openRoom(String room) {
		find("#rooms [data-room='" + room + "']").click();
		awaitText("#room-name", room);
	}

	void click(String selector) {
		find(selector).click();
	}

	void awaitText(String selector, String text) {
		await(selector + " is " + text, () -> text(selector).equals(text));
	}

	void awaitTexts(String... texts) {
		await("messages are " + List.of(texts), () -> texts().equals(List.of(texts)));
	}

	/**
	 * Waits until all that was said here has its receipt.
	 */
	void awaitAllSaid() {
		await("nothing unsaid", () -> texts("#unsaid .bubble").isEmpty());
	}

	void awaitTitle(String title) {
		await("title " + title, () -> title.equals(this.driver.getTitle()));
	}

	void await(String what, BooleanSupplier condition) {
		try {
			Awaitility.await(what)
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(20))
				.atMost(PATIENCE)
				.until(condition::getAsBoolean);
		}
		catch (ConditionTimeoutException ex) {
			throw new AssertionError(what + " did not come; on the page: " + texts("body") + ", console: " + console(),
					ex);
		}
	}

	/**
	 * Returns the texts of the messages that are in the document, the oldest first.
	 */
	List<String> texts() {
		return texts("#messages .bubble");
	}

	List<String> people() {
		return texts("#people .nick");
	}

	@SuppressWarnings("unchecked")
	List<String> texts(String selector) {
		return (List<String>) run("return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)",
				selector);
	}

	String text(String selector) {
		return texts(selector).get(0);
	}

	boolean isShown(String selector) {
		return find(selector).isDisplayed();
	}

	/**
	 * Returns the id of the element that has the focus.
	 */
	String focused() {
		return run("return document.activeElement.id").toString();
	}

	long number(String script) {
		return ((Number) run("return " + script)).longValue();
	}

	Object run(String script, Object... arguments) {
		return Objects.requireNonNullElse(this.driver.executeScript(script, arguments), "");
	}

	/**
	 * Returns what the browser has complained of since the last call.
	 */
	List<String> console() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
	}

	WebElement find(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

}
