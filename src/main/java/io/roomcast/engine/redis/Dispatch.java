package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to the server that has its key. In a Redis Cluster it may be sent
 * several times, after those servers that did not have it have refused it.
 *
 * @param <T> what it is answered with
 */
final class Dispatch<T> {

	private static final Duration RETRY = Duration.ofMillis(20);

	/** For how long it is sent again if it is refused. */
	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

	private final Shards shards;

	private final String key;

	private final Function<RedisAsyncCommands<String, byte[]>, CompletionStage<T>> command;

	private final CompletableFuture<T> answer = new CompletableFuture<>();

	private final long endNanos = System.nanoTime() + PATIENCE_NANOS;

	Dispatch(Shards shards, String key, Function<RedisAsyncCommands<String, byte[]>, CompletionStage<T>> command) {
		this.shards = shards;
		this.key = key;
		this.command = command;
	}

	/**
	 * Sends the command.
	 */
	CompletionStage<T> send() {
		sendTo(this.shards.of(this.key), false);
		return this.answer;
	}

	private void sendTo(@Nullable Shard shard, boolean asking) {
		RedisAsyncCommands<String, byte[]> redis = (shard != null) ? shard.commands() : null;
		if (shard == null || redis == null) {
			this.answer.completeExceptionally(new LinkDownException((shard != null) ? shard.server().id() : "Redis"));
			return;
		}
		if (asking) {
			RedisFuture<String> unused = redis.asking();
		}
		this.command.apply(redis).whenComplete((value, failure) -> {
			if (failure == null) {
				this.answer.complete(value);
			}
			else {
				failed(shard, failure);
			}
		});
	}

	private void failed(Shard shard, Throwable failure) {
		Redirect redirect = Redirect.of(failure);
		boolean isAgain = System.nanoTime() - this.endNanos < 0;
		if (redirect == Redirect.READ_ONLY) {
			this.shards.demoted(shard);
		}
		if (redirect == Redirect.ASK && isAgain) {
			sendTo(this.shards.at(Redirect.address(failure)), true);
		}
		else if (redirect == Redirect.MOVED && isAgain) {
			this.shards.refresh();
			later();
		}
		else if (redirect == Redirect.TRY_AGAIN && isAgain) {
			later();
		}
		else {
			this.answer.completeExceptionally(failure);
		}
	}

	private void later() {
		this.shards.thread().executeAfter(RETRY, () -> sendTo(this.shards.of(this.key), false));
	}

}
