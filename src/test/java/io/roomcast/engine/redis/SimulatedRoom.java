package io.roomcast.engine.redis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What Redis has of a room, and what {@code publish.lua} does to it, without times. Not
 * thread-safe.
 */
final class SimulatedRoom {

	private static final int FIRST_ENTRY = 14;

	private static final int RECEIPTS = 256;

	/** Redis' time, which stands still. */
	private static final String AT = Long.toString(System.currentTimeMillis());

	@Nullable String epoch;

	long offset;

	String last = "0";

	long batch;

	String nonce = "0";

	String presence = "0";

	int joined;

	/** Each node's last call: its number, a space, the answer. */
	private final Map<String, byte[]> answers = new HashMap<>();

	private final List<StreamMessage> messages = new ArrayList<>();

	final Map<String, String> clients = new HashMap<>();

	/** Of each client the receipts by their ids, the oldest first. */
	private final Map<String, Map<String, String>> receipts = new HashMap<>();

	private final Map<String, byte[]> keys = new HashMap<>();

	SimulatedRoom() {
	}

	/**
	 * Copies another one.
	 */
	SimulatedRoom(SimulatedRoom other) {
		this.epoch = other.epoch;
		this.offset = other.offset;
		this.last = other.last;
		this.batch = other.batch;
		this.nonce = other.nonce;
		this.presence = other.presence;
		this.joined = other.joined;
		this.answers.putAll(other.answers);
		this.messages.addAll(other.messages);
		this.clients.putAll(other.clients);
		other.receipts.forEach((client, ids) -> this.receipts.put(client, new LinkedHashMap<>(ids)));
		this.keys.putAll(other.keys);
	}

	/**
	 * Returns the answer to a publish call, and what it publishes, if anything.
	 */
	Published publish(List<String> named, List<byte[]> arguments) {
		String node = text(arguments.get(0));
		long number = Long.parseLong(text(arguments.get(1)));
		byte[] known = this.answers.get(node);
		if (known != null) {
			String before = text(known);
			int space = before.indexOf(' ');
			long seen = Long.parseLong(before.substring(0, space));
			if (seen == number) {
				byte[] again = bytes(before.substring(space + 1));
				again[0] = (again[0] == 'A') ? (byte) 'G' : again[0];
				return new Published(again, null);
			}
			if (seen > number) {
				return new Published(bytes("O"), null);
			}
		}
		String mode = text(arguments.get(2));
		String expected = text(arguments.get(3));
		byte[] answer;
		byte @Nullable [] told = null;
		if (mode.equals("settle")) {
			answer = bytes("V");
		}
		else if (mode.equals("resent") && !expected.isEmpty() && !expected.equals(this.epoch)) {
			answer = bytes("E");
		}
		else {
			Execution execution = new Execution(named, arguments);
			execution.run();
			answer = execution.answer();
			told = execution.told();
		}
		this.answers.put(node, join(bytes(number + " "), answer));
		return new Published(answer, told);
	}

	/**
	 * Returns the top, as {@code touch.lua} does.
	 */
	byte[] top() {
		return bytes(String.join(" ", (this.epoch != null) ? this.epoch : "0", Long.toString(this.offset), this.last,
				Long.toString(this.batch), this.nonce, this.presence, Integer.toString(this.joined), AT));
	}

	/**
	 * Returns what {@code read.lua} does.
	 */
	List<@Nullable Object> read(List<byte[]> arguments) {
		long from = Long.parseLong(text(arguments.get(0)));
		long count = Long.parseLong(text(arguments.get(1)));
		List<Object> range = this.messages.stream()
			.filter((message) -> message.offset >= from)
			.limit(count)
			.map((message) -> (Object) List.of(bytes(message.offset + "-" + message.nonce),
					List.of(bytes("p"), message.payload, bytes("t"), bytes(AT))))
			.toList();
		boolean known = text(arguments.get(2)).equals((this.epoch != null) ? this.epoch : "0")
				&& text(arguments.get(3)).equals(this.presence);
		List<@Nullable Object> answer = new ArrayList<>(List.of(top(), range));
		answer.add(known ? null : hash());
		return answer;
	}

	private List<Object> hash() {
		List<Object> hash = new ArrayList<>();
		this.clients.forEach((field, value) -> {
			hash.add(bytes(field));
			hash.add(bytes(value));
		});
		return hash;
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			joined.writeBytes(part);
		}
		return joined.toByteArray();
	}

	/**
	 * A message in the stream.
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record StreamMessage(long offset, String nonce, byte[] payload) {
	}

	/**
	 * What a publish call is answered, and what is published by it.
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Published(byte[] answer, byte @Nullable [] told) {
	}

	/**
	 * One publish call that is carried out.
	 */
	private final class Execution {

		private final List<String> named;

		private final List<byte[]> arguments;

		private final String newNonce;

		private final StringBuilder statuses = new StringBuilder();

		private final List<byte[]> payloads = new ArrayList<>();

		private final List<byte[]> details = new ArrayList<>();

		private final SimulatedRoom room = SimulatedRoom.this;

		private String head = "";

		private Execution(List<String> named, List<byte[]> arguments) {
			this.named = named;
			this.arguments = arguments;
			this.newNonce = text(arguments.get(5));
		}

		private void run() {
			if (this.room.epoch == null) {
				this.room.epoch = text(this.arguments.get(4));
				this.room.messages.clear();
				this.room.clients.clear();
				this.room.clients.put("v", "1");
			}
			long firstOffset = this.room.offset + 1;
			String lastBefore = this.room.last;
			for (int i = FIRST_ENTRY; i < this.arguments.size(); i += 2) {
				run(text(this.arguments.get(i)).split("\n", -1), this.arguments.get(i + 1));
			}
			String nonceBefore = this.room.nonce;
			if (!this.payloads.isEmpty()) {
				this.room.batch++;
				this.room.nonce = this.newNonce;
			}
			this.head = String.join(" ", "", text(this.arguments.get(0)), text(this.arguments.get(1)), this.room.epoch,
					Long.toString(this.room.batch), this.room.nonce, nonceBefore, Long.toString(firstOffset),
					lastBefore, AT, this.room.presence, Integer.toString(this.room.joined), this.statuses.toString());
			long kept = Long.parseLong(text(this.arguments.get(7)));
			while (this.room.messages.size() > kept) {
				this.room.messages.remove(0);
			}
		}

		private void run(String[] control, byte[] payload) {
			String status = switch (control[0]) {
				case "M" -> message(control, payload);
				case "J" -> joinClient(control[1], control[2], control[3]);
				case "A" -> restore(control[1], control[2], control[3]);
				case "L" -> leave(control[1], control[2]);
				case "R" -> reserve(control[1], control[2]);
				case "U" -> release(control[1], control[2]);
				default -> throw new IllegalArgumentException("there is no entry " + control[0]);
			};
			this.statuses.append(status);
			if ("MJKL".contains(status)) {
				this.payloads.add(payload);
			}
		}

		private String undone(byte[] detail) {
			this.details.add(detail);
			return "x";
		}

		private String undone(String detail) {
			return undone(bytes(detail));
		}

		private String place(byte[] payload) {
			this.room.offset++;
			this.room.last = this.newNonce;
			this.room.messages.add(new StreamMessage(this.room.offset, this.newNonce, payload));
			return this.room.epoch + " " + this.room.offset + " " + this.newNonce + " " + AT;
		}

		private String message(String[] control, byte[] payload) {
			if (control.length == 1) {
				place(payload);
				return "M";
			}
			String key = this.named.get(Integer.parseInt(control[2]) - 1);
			return control[1].equals("i") ? withId(key, control[3], control[4], payload) : withKey(key, payload);
		}

		private String withId(String key, String fingerprint, String id, byte[] payload) {
			Map<String, String> ids = this.room.receipts.computeIfAbsent(key, (made) -> new LinkedHashMap<>());
			String receipt = ids.get(id);
			if (receipt != null) {
				int space = receipt.indexOf(' ');
				return undone(receipt.substring(0, space).equals(fingerprint) ? "known" + receipt.substring(space)
						: "reused");
			}
			ids.put(id, fingerprint + " " + place(payload));
			if (ids.size() > RECEIPTS) {
				ids.remove(ids.keySet().iterator().next());
			}
			return "M";
		}

		private String withKey(String key, byte[] payload) {
			byte[] before = this.room.keys.get(key);
			if (before != null) {
				return undone(join(bytes("answered "), before));
			}
			this.room.keys.put(key, join(bytes(place(payload) + "\n"), payload));
			return "M";
		}

		private String joinClient(String nick, String client, String token) {
			Map<String, String> clients = this.room.clients;
			String held = clients.get("c:" + client);
			String holder = clients.get("n:" + nick);
			String reserved = clients.get("r:" + nick);
			if (held != null && !held.equals(nick)) {
				return undone("held " + held);
			}
			if (holder != null && held == null) {
				return undone("taken " + holder.substring(holder.indexOf(' ') + 1));
			}
			if (reserved != null && !reserved.equals(token)) {
				return undone("taken " + reserved);
			}
			clients.remove("r:" + nick);
			clients.put("n:" + nick, client + " " + token);
			clients.put("c:" + client, nick);
			this.room.presence = this.newNonce;
			if (held != null) {
				return "K";
			}
			this.room.joined++;
			return "J";
		}

		private String restore(String nick, String client, String token) {
			String held = this.room.clients.get("c:" + client);
			return (held != null) ? undone("held " + held) : joinClient(nick, client, token);
		}

		private String leave(String nick, String token) {
			String holder = this.room.clients.get("n:" + nick);
			if (holder == null || !holder.endsWith(" " + token)) {
				return undone("none");
			}
			this.room.clients.remove("n:" + nick);
			this.room.clients.remove("c:" + holder.substring(0, holder.indexOf(' ')));
			this.room.presence = this.newNonce;
			this.room.joined--;
			return "L";
		}

		private String reserve(String nick, String token) {
			String holder = this.room.clients.get("n:" + nick);
			String reserved = this.room.clients.get("r:" + nick);
			if (holder != null && !holder.endsWith(" " + token)) {
				return undone("taken " + holder.substring(holder.indexOf(' ') + 1));
			}
			if (reserved != null && !reserved.equals(token)) {
				return undone("taken " + reserved);
			}
			if (holder == null) {
				this.room.clients.put("r:" + nick, token);
			}
			return "R";
		}

		private String release(String nick, String token) {
			return this.room.clients.remove("r:" + nick, token) ? "U" : undone("none");
		}

		private byte[] answer() {
			return frame("A", this.details);
		}

		private byte @Nullable [] told() {
			return this.payloads.isEmpty() ? null : frame("P", this.payloads);
		}

		private byte[] frame(String kind, List<byte[]> parts) {
			String lengths = parts.stream()
				.map((part) -> Integer.toString(part.length))
				.collect(Collectors.joining(" "));
			List<byte[]> all = new ArrayList<>(List.of(bytes(kind + this.head + "\n" + lengths + "\n")));
			all.addAll(parts);
			return join(all.toArray(new byte[0][]));
		}

	}

}
