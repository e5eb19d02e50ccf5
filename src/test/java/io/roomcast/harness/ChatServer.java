package io.roomcast.harness;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.roomcast.RoomcastApplication;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service on a free port, in the background of this process, until closed. Any thread
 * may call.
 */
public final class ChatServer implements RunningChat {

	private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

	private static final String DRAIN = "roomcast.drain.window=";

	private final ConfigurableApplicationContext context;

	private ChatServer(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts the service and returns when it listens.
	 * @param properties as {@code key=value}. They go in as arguments, because an
	 * argument wins over {@code application.yml}
	 */
	public static ChatServer start(String... properties) {
		return start(new SpringApplicationBuilder(RoomcastApplication.class), properties);
	}

	/**
	 * Starts the service as a team extends it.
	 * @param extension a configuration with further beans
	 */
	public static ChatServer startWith(Class<?> extension, String... properties) {
		return start(new SpringApplicationBuilder(RoomcastApplication.class, extension), properties);
	}

	private static ChatServer start(SpringApplicationBuilder application, String... properties) {
		String[] arguments = Stream.concat(Stream.of("server.port=0"), withoutDrain(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		return new ChatServer(application.bannerMode(Banner.Mode.OFF).registerShutdownHook(false).run(arguments));
	}

	/**
	 * Returns a bean of the service.
	 */
	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * Returns the properties of a service that sends all its clients away at once when it
	 * stops, unless they say otherwise: most tests need not wait for that.
	 */
	static Stream<String> withoutDrain(String... properties) {
		boolean drains = Stream.of(properties).anyMatch((property) -> property.startsWith(DRAIN));
		return Stream.concat(Stream.of(properties), drains ? Stream.empty() : Stream.of(DRAIN + "0s"));
	}

	/**
	 * Starts a server for the time that the block runs.
	 */
	public static void whileRunning(Block block, String... properties) throws Exception {
		try (ChatServer server = start(properties)) {
			block.run(server);
		}
	}

	@Override
	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	/**
	 * Sends a request to the port that the actuator has for itself.
	 * @param headers further lines of the request, as {@code name: value}
	 */
	public HttpResponse<String> requestManagement(String path, String... headers) {
		int port = this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
		return PlainHttp.exchange("GET", "http://127.0.0.1:" + port + path, "", headers);
	}

	@Override
	public boolean isRunning() {
		return this.context.isActive();
	}

	/**
	 * Stops the service, and returns when it has ended.
	 */
	public void stop() {
		this.context.close();
	}

	/**
	 * Stops the service, but gives up if it does not end: one failed test is better than
	 * a build that hangs.
	 */
	@Override
	public void close() {
		CompletableFuture.runAsync(this::stop).orTimeout(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	/**
	 * What a test does while a server runs.
	 */
	@FunctionalInterface
	public interface Block {

		void run(RunningChat chat) throws Exception;

	}

}
