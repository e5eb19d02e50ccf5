package io.roomcast.cluster;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.roomcast.harness.ChatClient;
import io.roomcast.harness.RunningChat;

/**
 * A client of a trial that speaks plain text, in one room. It says one text at a time,
 * gives up what is refused, and does not come back.
 */
final class TextTrialClient extends ChatClient implements TrialClient {

	private static final Duration TICK = Duration.ofMillis(10);

	private static final Pattern NOTICE = Pattern.compile("(\\S+) (joined|left)");

	private static final Pattern MESSAGE = Pattern.compile("(?<from>\\S+): (?<text>.*)");

	private static final String ERROR = "error: ";

	private static final String GAP = ERROR + "some of what was said here is lost";

	private final RunningChat node;

	private final Speaker speaker;

	private final Transcript transcript;

	private final Set<String> left = ConcurrentHashMap.newKeySet();

	private final List<String> troubles = new CopyOnWriteArrayList<>();

	private volatile boolean isWelcome;

	private volatile boolean lost;

	private volatile boolean leaves;

	TextTrialClient(RunningChat node, Speaker speaker) {
		this.node = node;
		this.speaker = speaker;
		this.transcript = new Transcript(speaker.name());
	}

	@Override
	public void run() {
		open(this.node.ws("/chat/" + this.speaker.rooms().get(0) + "?nick=" + this.speaker.name()));
		while (!this.leaves) {
			processEvents(TICK);
			if (isConnected()) {
				this.speaker.next().forEach(this::say);
			}
		}
		close();
	}

	@Override
	public Speaker speaker() {
		return this.speaker;
	}

	@Override
	public boolean isWelcome() {
		return this.isWelcome;
	}

	@Override
	public Transcript transcript(String room) {
		return this.transcript;
	}

	@Override
	public Set<String> heardLeaving() {
		return Set.copyOf(this.left);
	}

	@Override
	public List<String> troubles() {
		return List.copyOf(this.troubles);
	}

	@Override
	public int losses() {
		return this.lost ? 1 : 0;
	}

	@Override
	public void leave() {
		this.transcript.endEarly();
		this.leaves = true;
	}

	@Override
	protected void onMessage(String text) {
		Matcher notice = NOTICE.matcher(text);
		Matcher message = MESSAGE.matcher(text);
		if (text.equals("welcome " + this.speaker.name())) {
			this.isWelcome = true;
		}
		else if (notice.matches()) {
			if (notice.group(2).equals("left")) {
				this.left.add(notice.group(1));
			}
		}
		else if (text.equals(GAP)) {
			this.transcript.add(new Line.Gap());
		}
		else if (text.startsWith(ERROR)) {
			this.speaker.giveUp();
		}
		else if (message.matches()) {
			hear(message.group("from"), message.group("text"));
		}
		else {
			this.troubles.add(this.speaker.name() + " heard '" + text + "'");
		}
	}

	@Override
	protected void onClose(int code, String reason) {
		this.isWelcome = false;
		if (!this.leaves) {
			this.lost = true;
			this.troubles.add(this.speaker.name() + " was closed with " + code + " " + reason);
		}
		leave();
		this.speaker.giveUp();
	}

	private void say(Saying saying) {
		try {
			send(saying.text());
		}
		catch (UncheckedIOException | IllegalStateException ex) {
			// The connection has ended: that is the next event.
		}
	}

	private void hear(String from, String text) {
		this.transcript.add(new Line.Message("", text));
		if (from.equals("echo")) {
			this.speaker.receipted(text);
		}
	}

}
