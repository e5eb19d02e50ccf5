package io.roomcast.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server to be measured.
 *
 * @param name what the tables call it
 * @param launch how its code is found: the arguments of {@code java} after the JVM's own
 */
public record Contestant(String name, List<String> launch) {

	public Contestant {
		launch = List.copyOf(launch);
	}

	/**
	 * The service, as its users start it.
	 */
	public static Contestant jar(String name, Path jar) {
		return new Contestant(name, List.of("-jar", jar.toString()));
	}

	/**
	 * A server whose classes this process has, too.
	 */
	public static Contestant application(String name, Class<?> application) {
		return new Contestant(name, List.of("-cp", System.getProperty("java.class.path"), application.getName()));
	}

	List<String> command(List<String> jvm, int port) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(jvm);
		command.addAll(this.launch);
		command.add("--server.address=127.0.0.1");
		command.add("--server.port=" + port);
		return command;
	}

}
