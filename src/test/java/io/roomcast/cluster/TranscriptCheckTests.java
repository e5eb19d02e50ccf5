package io.roomcast.cluster;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each kind of flaw is found, and what only looks like one is none.
 */
class TranscriptCheckTests {

	private static final Line GAP = new Line.Gap();

	@Test
	void sameTranscriptsHaveNoFlaw() {
		assertThat(flaws(heard("ann", "a", "b", "c"), heard("ben", "a", "b", "c"))).isEmpty();
	}

	@Test
	void lossIsFound() {
		assertThat(flaws(heard("ann", "a", "b", "c"), heard("ben", "a", "c"))).anyMatch((flaw) -> flaw.contains("ben"));
	}

	@Test
	void lossOfWhatOnlyOneWithAGapHasHeardIsFound() {
		assertThat(flaws(heard("ann", "a", "b", "c").add(GAP), heard("ben", "a", "c"), heard("carl", "a", "c")))
			.isNotEmpty();
	}

	@Test
	void lossForAllIsFoundByTheReceipt() {
		assertThat(TranscriptCheck.flaws(List.of(heard("ann", "a", "c"), heard("ben", "a", "c")), Set.of("b")))
			.containsExactlyInAnyOrder("ann did not hear 'b'", "ben did not hear 'b'");
	}

	@Test
	void lossElsewhereThanAtTheGapIsFound() {
		Transcript ben = heard("ben", "a").add(GAP).add(message("c")).add(message("e"));

		assertThat(flaws(heard("ann", "a", "b", "c", "d", "e"), ben)).isNotEmpty();
	}

	@Test
	void doubleIsFound() {
		assertThat(flaws(heard("ann", "a", "b", "a"))).singleElement().asString().contains("ann", "twice");
	}

	@Test
	void doubleOfAllIsFound() {
		assertThat(flaws(heard("ann", "a", "b", "b"), heard("ben", "a", "b", "b"))).hasSizeGreaterThanOrEqualTo(2);
	}

	@Test
	void doubleUnderAnotherCursorIsFound() {
		assertThat(flaws(heard("ann", "a", "b"), heard("ben", "a", "b").add(new Line.Message("other", "a"))))
			.isNotEmpty();
	}

	@Test
	void anotherOrderIsFound() {
		assertThat(flaws(heard("ann", "a", "b", "c"), heard("ben", "b", "a", "c"))).isNotEmpty();
	}

	@Test
	void anotherOrderInPlainTextIsFound() {
		Transcript plain = new Transcript("plain").add(new Line.Message("", "a"))
			.add(new Line.Message("", "c"))
			.add(new Line.Message("", "b"));

		assertThat(flaws(heard("ann", "a", "b", "c"), plain)).isNotEmpty();
	}

	@Test
	void missingGapBeforeAnotherBranchIsFound() {
		assertThat(flaws(heard("ann", "a", "lost", "b"), heard("ben", "a", "b"))).isNotEmpty();
	}

	@Test
	void oneCursorForTwoTextsIsFound() {
		Transcript ann = new Transcript("ann").add(new Line.Message("1", "a"));
		Transcript ben = new Transcript("ben").add(new Line.Message("1", "b"));

		assertThat(flaws(ann, ben)).singleElement().asString().contains("cursor 1");
	}

	@Test
	void announcedLossIsNoFlaw() {
		Transcript ben = heard("ben", "a").add(GAP).add(message("c"));

		assertThat(TranscriptCheck.flaws(List.of(heard("ann", "a", "b", "c"), ben), Set.of("a", "b", "c"))).isEmpty();
	}

	@Test
	void announcedBranchIsNoFlaw() {
		Transcript ann = heard("ann", "a", "lost").add(GAP).add(message("b")).add(message("c"));

		assertThat(flaws(ann, heard("ben", "a").add(GAP).add(message("b")).add(message("c")))).isEmpty();
	}

	@Test
	void textThatIsSaidAgainOnTheOtherBranchIsNoFlaw() {
		Transcript ann = heard("ann", "a", "b").add(GAP).add(new Line.Message("other", "b")).add(message("c"));

		assertThat(flaws(ann, ann)).isEmpty();
	}

	@Test
	void clientThatIsGoneHasMissedNothing() {
		Transcript gone = heard("gone", "a");
		gone.endEarly();

		assertThat(TranscriptCheck.flaws(List.of(heard("ann", "a", "b"), gone), Set.of("a", "b"))).isEmpty();
	}

	@Test
	void lossOfAClientThatIsGoneIsFound() {
		Transcript gone = heard("gone", "a", "c");
		gone.endEarly();

		assertThat(flaws(heard("ann", "a", "b", "c", "d"), gone)).isNotEmpty();
	}

	private static List<String> flaws(Transcript... transcripts) {
		return TranscriptCheck.flaws(List.of(transcripts), Set.of());
	}

	/**
	 * Returns the transcript of a client that hears each text under a cursor of its own.
	 */
	private static Transcript heard(String client, String... texts) {
		Transcript transcript = new Transcript(client);
		for (String text : texts) {
			transcript.add(message(text));
		}
		return transcript;
	}

	private static Line.Message message(String text) {
		return new Line.Message("cursor of " + text, text);
	}

}
