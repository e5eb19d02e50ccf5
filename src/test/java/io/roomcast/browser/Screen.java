package io.roomcast.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The screens that a page is looked at on.
 */
enum Screen {

	DESKTOP(1280, 800, 1, false),

	PHONE(390, 844, 2, true);

	private static final Path DIRECTORY = Path.of("target", "screenshots");

	private final int width;

	private final int height;

	private final int scale;

	private final boolean mobile;

	Screen(int width, int height, int scale, boolean mobile) {
		this.width = width;
		this.height = height;
		this.scale = scale;
		this.mobile = mobile;
	}

	/**
	 * Gives the browser this screen.
	 */
	void show(ChromeDriver driver) {
		driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", this.width, "height",
				this.height, "deviceScaleFactor", this.scale, "mobile", this.mobile));
	}

	/**
	 * Makes the browser prefer a theme, {@code light} or {@code dark}.
	 */
	static void prefer(ChromeDriver driver, String theme) {
		driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme),
						Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
	}

	static void reset(ChromeDriver driver) {
		driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
		driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of());
	}

	/**
	 * Writes what can be seen as {@code target/screenshots/<name>.png}.
	 */
	static Path keep(ChromeDriver driver, String name) throws IOException {
		Files.createDirectories(DIRECTORY);
		return Files.write(DIRECTORY.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
	}

}
