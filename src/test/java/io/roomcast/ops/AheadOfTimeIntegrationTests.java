package io.roomcast.ops;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import io.roomcast.RoomcastApplication;
import io.roomcast.harness.ChatProcess;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The service with its beans prepared by Spring AOT, as the profile {@code aot} builds
 * it.
 */
class AheadOfTimeIntegrationTests {

	@TempDir
	private static Path directory;

	private static Path classes;

	@BeforeAll
	static void prepare() throws IOException {
		Path sources = directory.resolve("sources");
		classes = directory.resolve("classes");
		new SpringApplicationAotProcessor(RoomcastApplication.class,
				AbstractAotProcessor.Settings.builder()
					.sourceOutput(sources)
					.resourceOutput(classes)
					.classOutput(classes)
					.groupId("io.roomcast")
					.artifactId("roomcast")
					.build(),
				new String[0])
			.process();
		compile(sources);
	}

	private static void compile(Path sources) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
				Stream<Path> found = Files.walk(sources)) {
			List<Path> generated = found.filter((file) -> file.toString().endsWith(".java")).toList();
			boolean compiled = compiler
				.getTask(null, files, null,
						List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath()), null,
						files.getJavaFileObjectsFromPaths(generated))
				.call();
			assertThat(compiled).as("the generated sources compile").isTrue();
		}
	}

	private static String classPath() {
		return classes + File.pathSeparator + System.getProperty("java.class.path");
	}

	@Test
	void preparedServiceServes() throws Exception {
		Path log = directory.resolve("serves.log");

		try (ChatProcess process = ChatProcess.start(log, prepared(), RoomApi.KEY_PROPERTY)) {
			assertThat(process.get("/ping").body()).isEqualTo("pong");
			assertThat(process.get("/actuator/health").body()).contains("\"name\":\"memory\"");
			assertThat(process.get("/actuator/prometheus").statusCode()).isEqualTo(401);
			assertThat(RoomApi.named(process, "lobby").post("{\"text\":\"hi\"}").statusCode()).isEqualTo(201);
		}
	}

	@Test
	void settingThatItWasNotBuiltForStopsTheStart() {
		Path log = directory.resolve("refuses.log");

		assertThatThrownBy(() -> ChatProcess.start(log, prepared(), "roomcast.engine=redis"))
			.hasMessageContaining("roomcast.engine is redis, was memory when the jar was built")
			.hasMessageContaining("start it without -Dspring.aot.enabled=true");
	}

	/**
	 * Returns the options of a JVM that finds the prepared beans.
	 */
	private static List<String> prepared() {
		return List.of("-cp", classPath(), "-Dspring.aot.enabled=true");
	}

}
