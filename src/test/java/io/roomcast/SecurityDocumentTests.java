package io.roomcast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of threats names the test of each defence.
 */
class SecurityDocumentTests {

	private static final Path DOCUMENT = Path.of("src/docs/SECURITY.md");

	private static final Pattern TEST = Pattern.compile("`([A-Za-z0-9]+Tests)`");

	@Test
	void everyTestThatIsNamedExists() throws IOException {
		Set<String> named = TEST.matcher(Files.readString(DOCUMENT))
			.results()
			.map((name) -> name.group(1))
			.collect(Collectors.toSet());

		assertThat(named).hasSizeGreaterThan(20);
		assertThat(tests()).containsAll(named);
	}

	@Test
	void everyRowNamesATest() throws IOException {
		assertThat(Files.readAllLines(DOCUMENT).stream().filter((line) -> line.startsWith("| ")))
			.filteredOn((line) -> !line.startsWith("| threat |") && !line.startsWith("| --- |"))
			.isNotEmpty()
			.allMatch((row) -> TEST.matcher(row.substring(row.lastIndexOf('|', row.length() - 2))).find());
	}

	private static Set<String> tests() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".java"))
				.map((name) -> name.substring(0, name.length() - ".java".length()))
				.collect(Collectors.toSet());
		}
	}

}
