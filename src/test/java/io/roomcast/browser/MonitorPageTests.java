package io.roomcast.browser;

import java.io.IOException;
import java.util.Locale;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.RunningChat;
import io.roomcast.harness.TcpProxy;
import io.roomcast.harness.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the monitor shows of a node, and what it says when it cannot.
 */
class MonitorPageTests {

	private static final int REQUESTS_FOR_A_LINE = 3;

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private static final Browsers browsers = new Browsers();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@AfterEach
	void takeBrowsersBack() {
		browsers.takeBack();
	}

	@Test
	void valuesMoveWhenClientsTalk() {
		MonitorPage page = open(server);
		page.awaitNumber("clients", "0");

		ChatRecorder alice = this.clients.join();
		ChatRecorder bob = this.clients.join();

		page.awaitNumber("clients", "2");
		page.awaitNumber("rooms", "1");
		Runnable talk = () -> {
			alice.sendAndTakeEcho("hi");
			assertThat(bob.nextText()).isEqualTo(alice.nick() + ": hi");
		};
		page.awaitNumberWhile(talk, "messageRate", MonitorPageTests::isPositive);
		page.awaitNumberWhile(talk, "deliveryRate", MonitorPageTests::isPositive);
		page.awaitNumberWhile(talk, "delayHalf", MonitorPageTests::isPositive);
		page.awaitNumberWhile(talk, "delayMost", MonitorPageTests::isPositive);
	}

	@Test
	void valuesAreDrawnToldAndInTheTable() {
		MonitorPage page = open(server);
		ChatRecorder alice = this.clients.join();
		page.awaitNumber("clients", "1");
		page.awaitRequest();

		assertThat(page.drawnPixels("clients")).isPositive();
		assertThat(page.description("clients")).startsWith("Clients in the last 5 min").contains("connected 1");
		assertThat(page.row("Clients: connected")).first().isEqualTo("1");
		alice.leave();
		page.awaitNumber("clients", "0");
		assertThat(page.row("Clients: connected")).containsExactly("0", "0", "1");
	}

	@Test
	void pointerInOneChartShowsThatMomentInAll() {
		MonitorPage page = open(server);
		page.awaitRequest();
		page.awaitRequest();

		page.pointAtNewest("clients");

		page.awaitThat(() -> !page.timeLookedAt("clients").isEmpty());
		assertThat(page.timeLookedAt("threads")).isEqualTo(page.timeLookedAt("clients"));
	}

	@Test
	void policyForbidsNothingThatThePageDoes() {
		MonitorPage page = open(server);
		page.awaitRequest();
		page.pointAtNewest("clients");

		assertThat(page.console()).isEmpty();
	}

	@Test
	void memoryEngineHasNoChartsOfRedis() {
		MonitorPage page = open(server);

		page.awaitThat(() -> page.remark("Engine").contains("in its own memory"));
		assertThat(page.panels()).contains("Clients", "Threads").doesNotContain("Round trip to Redis");
	}

	@Test
	void redisEngineHasChartsOfItsRoundTrips() throws Exception {
		try (TestRedis redis = TestRedis.start();
				ChatServer node = ChatServer.start("roomcast.engine=redis", "spring.data.redis.port=" + redis.port());
				ChatClients there = new ChatClients(node)) {
			MonitorPage page = open(node);
			page.awaitThat(() -> page.panels().contains("Round trip to Redis"));
			ChatRecorder alice = there.join();

			page.awaitNumberWhile(() -> alice.sendAndTakeEcho("hi"), "roundTripHalf", MonitorPageTests::isPositive);
			page.awaitNumberWhile(() -> alice.sendAndTakeEcho("hi"), "engineLagMost", MonitorPageTests::isPositive);
			assertThat(page.remark("Engine")).isEmpty();
		}
	}

	@Test
	void pageRestsWhileItIsHidden() {
		ChromeDriver driver = browsers.take();
		MonitorPage page = MonitorPage.open(driver, server.http(""));
		page.awaitLive();
		page.recordStates();
		String window = driver.getWindowHandle();

		driver.switchTo().newWindow(WindowType.TAB);
		driver.close();
		driver.switchTo().window(window);

		page.awaitThat(() -> page.recordedStates().equals("Paused Live"));
	}

	@Test
	void pausedPageAsksForNothingUntilItGoesOn() {
		MonitorPage page = open(server);

		page.pressPause();
		page.awaitThat(() -> page.state().equals("Paused"));
		this.clients.join();
		assertThat(page.number("clients")).isEqualTo("0");
		page.pressPause();

		page.awaitLive();
		page.awaitNumber("clients", "1");
	}

	@Test
	void pageTellsOfANodeThatCannotBeReachedAndGoesOnWhenItCan() throws IOException {
		try (TcpProxy network = TcpProxy.before(server)) {
			MonitorPage page = MonitorPage.open(browsers.take(), "http://127.0.0.1:" + network.port());
			page.awaitLive();

			network.refuse(true);
			network.cut();
			page.awaitTrouble("does not answer");
			page.awaitNumber("clients", "–");

			network.refuse(false);
			page.awaitLive();
			page.awaitNumber("clients", "0");
			assertThat(page.trouble()).isEmpty();
		}
	}

	@Test
	void pageTellsOfMetersThatAreOnAnotherPort() {
		try (ChatServer node = ChatServer.start("management.server.port=0")) {
			MonitorPage.open(browsers.take(), node.http("")).awaitTrouble("management.server.port");
		}
	}

	@Test
	void pageTellsOfMetersThatAreNotExposed() {
		try (ChatServer node = ChatServer.start("management.endpoints.web.exposure.include=health")) {
			MonitorPage.open(browsers.take(), node.http("")).awaitTrouble("management.endpoints.web.exposure.include");
		}
	}

	@ParameterizedTest
	@CsvSource({ "DESKTOP, light", "DESKTOP, dark", "PHONE, light", "PHONE, dark" })
	void everybodyCanUseThePage(Screen screen, String theme) throws IOException {
		ChromeDriver driver = browsers.take();
		screen.show(driver);
		Screen.prefer(driver, theme);
		MonitorPage page = MonitorPage.open(driver, server.http(""));
		ChatRecorder alice = this.clients.join();
		page.awaitThat(() -> {
			alice.sendAndTakeEcho("hi");
			return page.requests() > REQUESTS_FOR_A_LINE;
		});

		Screen.keep(driver, "monitor-" + screen.name().toLowerCase(Locale.ROOT) + "-" + theme);
		page.openTable();
		assertThat(Axe.faults(driver)).isEmpty();
		assertThat(page.fitsTheWidth()).isTrue();
	}

	private static MonitorPage open(RunningChat node) {
		MonitorPage page = MonitorPage.open(browsers.take(), node.http(""));
		page.awaitLive();
		return page;
	}

	private static boolean isPositive(String number) {
		return !number.equals("–") && !number.equals("0");
	}

}
