package io.roomcast.chat;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.roomcast.fanout.StoredMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Publishes what happens in rooms to the listeners of the application, if there are any
 * for it: without, nothing is made. Any thread may call; nothing blocks.
 */
@Component
final class RoomEvents implements SmartInitializingSingleton, DisposableBean {

	private static final int MAX_QUEUED = 10_000;

	private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

	private static final Logger logger = LoggerFactory.getLogger(RoomEvents.class);

	private final AbstractApplicationContext context;

	private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(MAX_QUEUED), new CustomizableThreadFactory("roomcast-events-"));

	private final AtomicLong dropped = new AtomicLong();

	private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

	// Set before the first client comes.
	private boolean joinedIsHeard;

	private boolean leftIsHeard;

	private boolean saidIsHeard;

	RoomEvents(ApplicationContext context) {
		this.context = (AbstractApplicationContext) context;
		this.thread.allowCoreThreadTimeOut(true);
	}

	/**
	 * Looks who listens. A listener that would take any event is not there for these.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		this.joinedIsHeard = isHeard(RoomEvent.Joined.class);
		this.leftIsHeard = isHeard(RoomEvent.Left.class);
		this.saidIsHeard = isHeard(RoomEvent.Said.class);
	}

	private boolean isHeard(Class<? extends RoomEvent> type) {
		return this.context.getApplicationListeners()
			.stream()
			.anyMatch((listener) -> hears(listener, type) && !hears(listener, RoomEvents.class));
	}

	private static boolean hears(ApplicationListener<?> listener, Class<?> payload) {
		GenericApplicationListener generic = (listener instanceof GenericApplicationListener known) ? known
				: new GenericApplicationListenerAdapter(listener);
		return generic.supportsEventType(ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, payload));
	}

	void joined(Membership membership) {
		if (this.joinedIsHeard) {
			publish(new RoomEvent.Joined(membership.roomName(), membership.nick(), membership.client(),
					membership.subject()));
		}
	}

	void left(Membership membership) {
		if (this.leftIsHeard) {
			publish(new RoomEvent.Left(membership.roomName(), membership.nick(), membership.client(),
					membership.subject()));
		}
	}

	void said(StoredMessage stored) {
		if (this.saidIsHeard && stored.content() instanceof ChatContent.Message message) {
			publish(new RoomEvent.Said(message.event(stored.position(), stored.at(), null)));
		}
	}

	private void publish(RoomEvent event) {
		try {
			this.thread.execute(() -> deliver(event));
		}
		catch (RejectedExecutionException ex) {
			this.dropped.incrementAndGet();
			warn();
		}
	}

	private void deliver(RoomEvent event) {
		try {
			this.context.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.error("a listener of {} failed", event.getClass().getSimpleName(), ex);
		}
	}

	private void warn() {
		long now = System.nanoTime();
		long next = this.nextWarning.get();
		if (!this.thread.isShutdown() && now - next >= 0
				&& this.nextWarning.compareAndSet(next, now + BETWEEN_WARNINGS.toNanos())) {
			logger.warn("listeners of rooms are too slow: {} events were dropped, as {} waited",
					this.dropped.getAndSet(0), MAX_QUEUED);
		}
	}

	@Override
	public void destroy() {
		this.thread.shutdownNow();
	}

}
