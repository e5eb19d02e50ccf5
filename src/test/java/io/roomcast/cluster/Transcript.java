package io.roomcast.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * What one client heard in one room, in order. Any thread may call.
 */
final class Transcript {

	private final String client;

	private final List<Line> lines = new ArrayList<>();

	private boolean endsEarly;

	Transcript(String client) {
		this.client = client;
	}

	String client() {
		return this.client;
	}

	synchronized Transcript add(Line line) {
		this.lines.add(line);
		return this;
	}

	/**
	 * Notes that the client has gone for good while others still talk.
	 */
	synchronized void endEarly() {
		this.endsEarly = true;
	}

	/**
	 * Returns whether the client was there to the end.
	 */
	synchronized boolean isWhole() {
		return !this.endsEarly;
	}

	synchronized List<Line> lines() {
		return List.copyOf(this.lines);
	}

	List<Line.Message> messages() {
		return lines().stream().filter(Line.Message.class::isInstance).map(Line.Message.class::cast).toList();
	}

	long gaps() {
		return lines().stream().filter(Line.Gap.class::isInstance).count();
	}

	/**
	 * Returns whether a text is among the last lines.
	 */
	synchronized boolean hasHeard(String text) {
		for (int i = this.lines.size() - 1; i >= 0; i--) {
			if (this.lines.get(i) instanceof Line.Message message && message.text().equals(text)) {
				return true;
			}
		}
		return false;
	}

}
