package io.roomcast.engine.redis;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.roomcast.engine.SayId;
import org.jspecify.annotations.Nullable;

/**
 * One batch of a node on its way into a room. First the entries are added, then it is
 * sent, as often as must be: Redis carries it out once at most. Not for several threads.
 */
final class PublishCall {

	private static final byte[] NOTHING = {};

	private static final byte[] MESSAGE = ScriptCall.bytes("M");

	private static final long MAX_EPOCH = 1L << 53;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final RoomKeys keys;

	private final PublishSettings settings;

	private final String node;

	private final long number;

	private long nonce = newNonce();

	private long newEpoch = newEpoch();

	/** The keys that the script may touch, by their indexes, from 1 on as Lua counts. */
	private final Map<String, Integer> indexes = new LinkedHashMap<>();

	private final List<byte[]> entries = new ArrayList<>();

	/**
	 * Makes a call without entries.
	 * @param node the id of this node
	 * @param number the number of the batch among those of this node in this room; larger
	 * than those before
	 */
	PublishCall(RoomKeys keys, PublishSettings settings, String node, long number) {
		this.keys = keys;
		this.settings = settings;
		this.node = node;
		this.number = number;
		List.of(keys.log(), keys.messages(), keys.clients()).forEach(this::index);
	}

	long number() {
		return this.number;
	}

	/**
	 * Returns the nonce that it is carried out with, if not with an earlier one.
	 */
	long nonce() {
		return this.nonce;
	}

	private static long newNonce() {
		return RANDOM.nextLong(1, Long.MAX_VALUE);
	}

	private static long newEpoch() {
		return RANDOM.nextLong(1, MAX_EPOCH);
	}

	/**
	 * Returns how many entries there are.
	 */
	int size() {
		return this.entries.size() / 2;
	}

	/**
	 * Adds a message.
	 */
	void message(byte[] payload) {
		add(MESSAGE, payload);
	}

	/**
	 * Adds a message with its sender's own id: the same one is said once.
	 */
	void message(long client, SayId id, byte[] payload) {
		add(control("M", "i", index(this.keys.receipts(client)), id.fingerprint(), id.id()), payload);
	}

	/**
	 * Adds a message with an idempotency key: the same one is said once.
	 */
	void message(String idempotencyKey, byte[] payload) {
		add(control("M", "k", index(this.keys.answer(idempotencyKey))), payload);
	}

	/**
	 * Adds a client to the room.
	 * @param token what the nick is held with from then on, and was reserved with
	 */
	void join(String nick, long client, String token, byte[] notice) {
		add(control("J", nick, client, token), notice);
	}

	/**
	 * Adds a client to the room again, unless it is in there with whatever token.
	 */
	void restore(String nick, long client, String token, byte[] notice) {
		add(control("A", nick, client, token), notice);
	}

	/**
	 * Removes a client from the room, if its nick is held with the token.
	 */
	void leave(String nick, String token, byte[] notice) {
		add(control("L", nick, token), notice);
	}

	/**
	 * Reserves a nick.
	 */
	void reserve(String nick, String token) {
		add(control("R", nick, token), NOTHING);
	}

	/**
	 * Releases a nick, if it is reserved with the token.
	 */
	void release(String nick, String token) {
		add(control("U", nick, token), NOTHING);
	}

	/**
	 * Sends the batch.
	 */
	ScriptCall<PublishAnswer> send() {
		return call("first", "");
	}

	/**
	 * Sends the batch again, as its answer has not come. If Redis has gone back to before
	 * it was carried out, its messages may get other positions now: the nonce is another.
	 * @param epoch the epoch that the room had when it was first sent: in another one
	 * nothing is done. Null if it was not known
	 */
	ScriptCall<PublishAnswer> resend(@Nullable Long epoch) {
		this.nonce = newNonce();
		this.newEpoch = newEpoch();
		return call("resent", (epoch != null) ? epoch : "");
	}

	/**
	 * Asks what became of the batch. If it was not carried out it will not be.
	 */
	ScriptCall<PublishAnswer> settle() {
		return call("settle", "");
	}

	private void add(byte[] control, byte[] payload) {
		this.entries.add(control);
		this.entries.add(payload);
	}

	private int index(String key) {
		return this.indexes.computeIfAbsent(key, (added) -> this.indexes.size() + 1);
	}

	private static byte[] control(Object... fields) {
		StringBuilder control = new StringBuilder();
		for (Object field : fields) {
			control.append(control.isEmpty() ? "" : "\n").append(field);
		}
		return ScriptCall.bytes(control);
	}

	private ScriptCall<PublishAnswer> call(String mode, Object epoch) {
		List<byte[]> arguments = new ArrayList<>();
		for (Object argument : new Object[] { this.node, this.number, mode, epoch, this.newEpoch, this.nonce,
				this.settings.isSharded() ? "SPUBLISH" : "PUBLISH", this.settings.historyEntries(),
				this.settings.historyBytes(), this.settings.historyTtl().toMillis(), this.settings.keep().toMillis(),
				this.settings.receiptTtl().toMillis(), this.settings.answerTtl().toMillis(), this.keys.batches() }) {
			arguments.add(ScriptCall.bytes(argument));
		}
		if (!mode.equals("settle")) {
			arguments.addAll(this.entries);
		}
		return new ScriptCall<>(Script.PUBLISH, List.copyOf(this.indexes.keySet()), arguments, PublishAnswer::parse);
	}

}
