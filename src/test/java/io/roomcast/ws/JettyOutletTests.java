package io.roomcast.ws;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Outlet.WriteResult;
import io.roomcast.fanout.TestWriter;
import io.roomcast.fanout.Traffic;
import io.roomcast.fanout.WriteWaiter;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

class JettyOutletTests {

	private static final int SOCKET_BYTES = 8;

	private final ByteArrayEndPoint socket = new ByteArrayEndPoint(null, 0, new byte[0], SOCKET_BYTES);

	private final Budget budget = new Budget(1_000);

	private final JettyOutlet outlet = outlet();

	private final List<String> woken = new ArrayList<>();

	private final WriteWaiter kitchen = new TestWriter(() -> this.woken.add("kitchen"));

	private final WriteWaiter den = new TestWriter(() -> this.woken.add("den"));

	@Test
	void writersThatMeetAnUnfinishedWriteAreWokenWhenItIsThrough() {
		writeInPart(this.kitchen);

		assertThat(write(this.den, "d")).isEqualTo(WriteResult.BUSY);
		assertThat(this.woken).isEmpty();
		readAll();

		assertThat(this.woken).containsExactly("kitchen", "den");
		assertThat(write(this.den, "d")).isEqualTo(WriteResult.COMPLETE);
	}

	@Test
	void writerThatHasWrittenWaitsForOneWhoseTurnItIs() {
		writeInPart(this.kitchen);
		write(this.den, "d");
		readAll();

		assertThat(write(this.kitchen, "k1")).isEqualTo(WriteResult.COMPLETE);
		assertThat(write(this.kitchen, "k2")).isEqualTo(WriteResult.BUSY);
		readAll();
		assertThat(write(this.den, "d")).isEqualTo(WriteResult.COMPLETE);

		assertThat(this.woken).containsExactly("kitchen", "den", "kitchen");
	}

	@Test
	void writerThatGivesUpItsTurnLetsTheOthersGoOn() {
		writeInPart(this.kitchen);
		write(this.den, "d");
		readAll();
		write(this.kitchen, "k1");
		write(this.kitchen, "k2");

		this.outlet.giveUp(this.den);

		assertThat(this.woken).containsExactly("kitchen", "den", "kitchen");
	}

	@Test
	void pingPassesAClosedGate() {
		writeInPart(this.kitchen);
		write(this.den, "d");
		readAll();

		this.outlet.writePing(Frames.ping());

		assertThat(this.socket.takeOutput()).isEqualTo(ByteBuffer.wrap(Frames.ping()));
		assertThat(write(this.den, "d")).isEqualTo(WriteResult.COMPLETE);
	}

	@Test
	void framesOfNoRoomNeverComeWithinAnother() {
		writeInPart(this.kitchen);

		this.outlet.send(Frames.text("alone"));
		assertThat(readAll()).isEqualTo("0123456789ab" + "alone");
	}

	@Test
	void framesOfNoRoomAreChargedUntilTheyAreWritten() {
		writeInPart(this.kitchen);
		List<String> sent = new ArrayList<>();

		this.outlet.send(Frames.text("alone"));
		assertThat(this.budget.used()).isPositive().isEqualTo(this.outlet.heldBytes());
		assertThat(this.outlet.deferUntilSent(() -> sent.add("sent"), 0)).isTrue();
		assertThat(sent).isEmpty();
		readAll();

		assertThat(sent).containsExactly("sent");
		assertThat(this.budget.used()).isZero();
		assertThat(this.outlet.deferUntilSent(() -> sent.add("sent again"), 0)).isFalse();
	}

	@Test
	void closeFrameComesAfterTheFramesOfNoRoom() {
		writeInPart(this.kitchen);

		this.outlet.writeClose(new byte[0]);
		this.outlet.send(Frames.text("alone"));

		assertThat(readAll()).isEqualTo("0123456789ab" + "alone" + "");
		assertThat(write(this.den, "d")).isEqualTo(WriteResult.CLOSED);
	}

	@Test
	void endDropsWhatWasDueAndWakesTheWriters() {
		writeInPart(this.kitchen);
		write(this.den, "d");
		this.outlet.send(Frames.text("alone"));

		this.outlet.end();

		assertThat(this.woken).containsExactly("kitchen", "den");
		assertThat(this.budget.used()).isZero();
	}

	private WriteResult write(WriteWaiter writer, String text) {
		return this.outlet.write(ByteBuffer.wrap(Frames.text(text)), writer);
	}

	private void writeInPart(WriteWaiter writer) {
		ByteBuffer bytes = ByteBuffer.wrap(Frames.text("0123456789ab"));
		assertThat(this.outlet.write(bytes, writer)).isEqualTo(WriteResult.PARTIAL);
		this.outlet.finish(bytes);
	}

	/**
	 * Reads all that is written, and returns the payloads.
	 */
	private String readAll() {
		StringBuilder texts = new StringBuilder();
		ByteBuffer bytes = ByteBuffer.allocate(1_000);
		ByteBuffer taken = this.socket.takeOutput();
		while (taken.hasRemaining()) {
			bytes.put(taken);
			taken = this.socket.takeOutput();
		}
		bytes.flip();
		while (bytes.hasRemaining()) {
			bytes.get();
			byte[] payload = new byte[bytes.get()];
			bytes.get(payload);
			texts.append(new String(payload, StandardCharsets.UTF_8));
		}
		return texts.toString();
	}

	private JettyOutlet outlet() {
		ClientConnection client = new ClientConnection(new OpenConnections(), this.socket, this.budget, new Traffic(),
				Signals.webSocket(Frames.ping()));
		client.notify(new SpringSession(client, this.socket, new TextWebSocketHandler(), new MessageLimits(1024, 1024),
				null, Map.of()));
		return client.outlet();
	}

}
