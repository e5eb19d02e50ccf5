package io.roomcast.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Starts browsers: each a process of its own without a screen, with a profile of its own,
 * that reaches this machine only. Nothing is ever downloaded: both programs are looked
 * for in the path.
 */
final class Chromium {

	private static final Optional<File> BROWSER = find("chromium", "chromium-browser", "google-chrome");

	private static final Optional<File> DRIVER = find("chromedriver");

	private static final Duration SCRIPT_PATIENCE = Duration.ofSeconds(60);

	private Chromium() {
	}

	/**
	 * Starts a browser, or skips the test if this machine has none.
	 */
	static ChromeDriver start() {
		assumeThat(BROWSER.isPresent() && DRIVER.isPresent())
			.as("chromium and chromedriver are in the path (apt-get install chromium chromium-driver)")
			.isTrue();
		ChromeDriver driver = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.orElseThrow())
					.usingAnyFreePort()
					.build(),
				options());
		driver.manage().timeouts().scriptTimeout(SCRIPT_PATIENCE);
		return driver;
	}

	private static ChromeOptions options() {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(BROWSER.orElseThrow());
		options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
		// As root, as builds in containers are, it starts only without its sandbox.
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
				"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--lang=en-GB",
				"--window-size=1280,800");
		return options;
	}

	private static Optional<File> find(String... names) {
		List<Path> directories = Stream
			.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
			.map(Path::of)
			.toList();
		return Stream.of(names)
			.flatMap((name) -> directories.stream().map((directory) -> directory.resolve(name)))
			.filter(Files::isExecutable)
			.map(Path::toFile)
			.findFirst();
	}

}
