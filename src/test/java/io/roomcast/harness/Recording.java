package io.roomcast.harness;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The events of a client that the test has yet to take. For one thread at a time.
 */
final class Recording {

	private final Deque<ChatEvent> events = new ArrayDeque<>();

	private final ChatClient client;

	private final Supplier<String> name;

	Recording(ChatClient client, Supplier<String> name) {
		this.client = client;
		this.name = name;
	}

	void add(ChatEvent event) {
		this.events.add(event);
	}

	ChatEvent next() {
		return next(ChatClient.PATIENCE);
	}

	/**
	 * Takes the next event. Several may have to be processed until one is recorded, as a
	 * client need not record each.
	 */
	ChatEvent next(Duration patience) {
		long end = System.nanoTime() + patience.toNanos();
		while (this.events.isEmpty()) {
			if (!this.client.processEvents(Duration.ofNanos(end - System.nanoTime()))) {
				throw new AssertionError("nothing happened to " + this.name.get() + " within " + patience);
			}
		}
		return this.events.remove();
	}

	<E extends ChatEvent> E next(Class<E> type) {
		return cast(next(), type);
	}

	/**
	 * Takes the next event of those that are looked for, and leaves the others.
	 */
	<E extends ChatEvent> E next(Class<E> type, Predicate<ChatEvent> lookedFor) {
		long end = System.nanoTime() + ChatClient.PATIENCE.toNanos();
		Optional<ChatEvent> found = find(lookedFor);
		while (found.isEmpty()) {
			if (!this.client.processEvents(Duration.ofNanos(end - System.nanoTime()))) {
				throw new AssertionError(
						"no " + type.getSimpleName() + " for " + this.name.get() + " among " + this.events);
			}
			found = find(lookedFor);
		}
		this.events.remove(found.get());
		return cast(found.get(), type);
	}

	private Optional<ChatEvent> find(Predicate<ChatEvent> lookedFor) {
		return this.events.stream().filter(lookedFor).findFirst();
	}

	private <E extends ChatEvent> E cast(ChatEvent event, Class<E> type) {
		assertThat(event).as("event of " + this.name.get()).isInstanceOf(type);
		return type.cast(event);
	}

	ChatEvent.Closed closedAfterOnly(Predicate<ChatEvent> tolerated) {
		ChatEvent event = next();
		while (!(event instanceof ChatEvent.Closed) && tolerated.test(event)) {
			event = next();
		}
		assertThat(event).as("event of " + this.name.get()).isInstanceOf(ChatEvent.Closed.class);
		return (ChatEvent.Closed) event;
	}

	void assertNothingLeft() {
		this.client.processEvents();
		assertThat(this.events).as("events of " + this.name.get() + " that the test did not take").isEmpty();
	}

}
