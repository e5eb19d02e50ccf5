package io.roomcast.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one client says in its rooms, by turns: numbered texts, as many as it may, and
 * single words besides. Keeps account of what becomes of each. Any thread may call.
 */
final class Speaker {

	private static final Duration PACE = Duration.ofMillis(15);

	private final String name;

	private final List<String> rooms;

	private final int mostUnanswered;

	private final Map<String, Saying> unanswered = new LinkedHashMap<>();

	private final Map<Saying, Long> due = new LinkedHashMap<>();

	private final Map<String, Set<String>> receipted = new HashMap<>();

	private boolean talks;

	private long lastTalk = System.nanoTime();

	private int said;

	private int refusals;

	private int receipts;

	/**
	 * Makes a speaker that says nothing yet.
	 * @param mostUnanswered how many texts it says at most before it waits for answers
	 */
	Speaker(String name, List<String> rooms, int mostUnanswered) {
		this.name = name;
		this.rooms = List.copyOf(rooms);
		this.mostUnanswered = mostUnanswered;
	}

	String name() {
		return this.name;
	}

	List<String> rooms() {
		return this.rooms;
	}

	/**
	 * Sets whether it says numbered texts.
	 */
	synchronized void talk(boolean talks) {
		this.talks = talks;
	}

	/**
	 * Says a word in each room.
	 */
	synchronized void sayEverywhere(String word) {
		this.rooms.forEach((room) -> this.due.put(new Saying(room, text(word, room)), System.nanoTime()));
		this.said += this.rooms.size();
	}

	/**
	 * Returns the text by which the word is heard in a room.
	 */
	String text(String word, String room) {
		return this.name + " " + word + " " + room;
	}

	/**
	 * Returns what is to be said now; from now on it waits for its answer.
	 */
	synchronized List<Saying> next() {
		long now = System.nanoTime();
		List<Saying> next = new ArrayList<>(
				this.due.keySet().stream().filter((saying) -> time(saying) - now <= 0).toList());
		next.forEach(this.due::remove);
		boolean waits = !this.due.isEmpty() || this.unanswered.size() + next.size() >= this.mostUnanswered;
		if (this.talks && !waits && now - this.lastTalk >= PACE.toNanos()) {
			next.add(new Saying(this.rooms.get(this.said % this.rooms.size()), this.name + " " + this.said));
			this.said++;
			this.lastTalk = now;
		}
		next.forEach((saying) -> this.unanswered.put(saying.text(), saying));
		return next;
	}

	/**
	 * Notes that a text was said. Does nothing if that is known.
	 */
	synchronized void receipted(String text) {
		Saying saying = this.unanswered.remove(text);
		if (saying != null) {
			this.receipts++;
			this.receipted.computeIfAbsent(saying.room(), (room) -> new HashSet<>()).add(text);
		}
	}

	/**
	 * Notes that a text was not said, and says it again after a while.
	 */
	synchronized void refused(String text, Duration retryAfter) {
		Saying saying = this.unanswered.remove(text);
		if (saying != null) {
			this.refusals++;
			this.due.put(saying, System.nanoTime() + retryAfter.toNanos());
		}
	}

	/**
	 * Notes that it is unknown of all texts without an answer what becomes of them, and
	 * that they are not said again.
	 */
	synchronized void giveUp() {
		this.refusals += this.unanswered.size();
		this.unanswered.clear();
	}

	/**
	 * Returns whether nothing is left to be said or to be answered.
	 */
	synchronized boolean isSettled() {
		return this.unanswered.isEmpty() && this.due.isEmpty();
	}

	synchronized int said() {
		return this.said;
	}

	synchronized int refusals() {
		return this.refusals;
	}

	synchronized int receipts() {
		return this.receipts;
	}

	/**
	 * Returns the texts that are known to have been said in a room.
	 */
	synchronized Set<String> receiptedIn(String room) {
		return Set.copyOf(this.receipted.getOrDefault(room, Set.of()));
	}

	private long time(Saying saying) {
		return Objects.requireNonNull(this.due.get(saying));
	}

	@Override
	public synchronized String toString() {
		return this.name + " (" + this.said + " said, " + this.unanswered.size() + " unanswered, " + this.due.size()
				+ " to be said again)";
	}

}
