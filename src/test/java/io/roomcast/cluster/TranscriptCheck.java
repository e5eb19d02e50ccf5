package io.roomcast.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Finds what is wrong with the transcripts of one room. Not thread-safe.
 */
final class TranscriptCheck {

	/*
	 * There is no list of what should have been heard, so the transcripts are held
	 * against each other. Where a client hears b directly after a, all others that hear a
	 * must hear b next, and all that hear b must have heard a before it: whoever missed
	 * something, or heard it elsewhere, breaks that. Only a gap excuses: what comes
	 * before it and what comes after it are no neighbours. Two branches of a room are no
	 * trouble either, as a message has another cursor in each. What all have missed
	 * breaks no chain; that it was receipted gives it away.
	 */

	private final List<String> flaws = new ArrayList<>();

	private final Map<String, Set<String>> cursors;

	private final Map<Line.Message, Neighbour> successors = new HashMap<>();

	private final Map<Line.Message, Neighbour> predecessors = new HashMap<>();

	private TranscriptCheck(List<Transcript> transcripts) {
		this.cursors = transcripts.stream()
			.flatMap((transcript) -> transcript.messages().stream())
			.filter((message) -> !message.cursor().isEmpty())
			.collect(Collectors.groupingBy(Line.Message::text,
					Collectors.mapping(Line.Message::cursor, Collectors.toSet())));
	}

	/**
	 * Returns the flaws, each as a sentence.
	 * @param receipted the texts of the room that their clients have a receipt for
	 */
	static List<String> flaws(List<Transcript> transcripts, Set<String> receipted) {
		TranscriptCheck check = new TranscriptCheck(transcripts);
		transcripts.forEach(check::checkDoubles);
		transcripts.forEach(check::checkNeighbours);
		check.checkCursors();
		transcripts.stream().filter(Transcript::isWhole).forEach((whole) -> check.checkMissing(whole, receipted));
		return check.flaws;
	}

	/**
	 * After a gap a text may come again: what was lost with the branch that it was in is
	 * said again.
	 */
	private void checkDoubles(Transcript transcript) {
		Set<String> sinceGap = new HashSet<>();
		for (Line line : transcript.lines()) {
			if (line instanceof Line.Message message && !sinceGap.add(message.text())) {
				this.flaws.add(transcript.client() + " heard " + message + " twice");
			}
			else if (line instanceof Line.Gap) {
				sinceGap.clear();
			}
		}
	}

	private void checkNeighbours(Transcript transcript) {
		Line.Message last = null;
		for (Line line : transcript.lines()) {
			Line.Message next = (line instanceof Line.Message message) ? identified(message) : null;
			if (last != null && next != null) {
				check(last, "was followed by", new Neighbour(next, transcript.client()), this.successors);
				check(next, "came after", new Neighbour(last, transcript.client()), this.predecessors);
			}
			last = next;
		}
	}

	private void check(Line.Message message, String relation, Neighbour neighbour, Map<Line.Message, Neighbour> known) {
		Neighbour first = known.putIfAbsent(message, neighbour);
		if (first != null && !first.message.equals(neighbour.message)) {
			this.flaws.add(message + " " + relation + " " + first + " and by " + neighbour);
		}
	}

	/**
	 * Returns the message with its cursor, which plain text does not tell; null if it may
	 * be one of several.
	 */
	private Line.@Nullable Message identified(Line.Message message) {
		Set<String> known = this.cursors.getOrDefault(message.text(), Set.of());
		if (!message.cursor().isEmpty() || known.isEmpty()) {
			return message;
		}
		return (known.size() == 1) ? new Line.Message(known.iterator().next(), message.text()) : null;
	}

	private void checkCursors() {
		Map<String, String> texts = new HashMap<>();
		this.cursors.forEach((text, all) -> all.forEach((cursor) -> {
			String other = texts.put(cursor, text);
			if (other != null) {
				this.flaws.add("'" + text + "' and '" + other + "' both have the cursor " + cursor);
			}
		}));
	}

	/**
	 * A client that was told of a gap may have missed what is there; what it has missed
	 * elsewhere breaks the chain.
	 */
	private void checkMissing(Transcript transcript, Set<String> receipted) {
		if (transcript.gaps() > 0) {
			return;
		}
		Set<String> heard = transcript.messages().stream().map(Line.Message::text).collect(Collectors.toSet());
		receipted.stream()
			.filter((text) -> !heard.contains(text))
			.forEach((text) -> this.flaws.add(transcript.client() + " did not hear '" + text + "'"));
	}

	/**
	 * A message next to another one, as one client heard it.
	 */
	private record Neighbour(Line.Message message, String client) {

		@Override
		public String toString() {
			return this.message + " for " + this.client;
		}

	}

}
