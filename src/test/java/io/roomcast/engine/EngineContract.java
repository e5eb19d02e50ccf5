package io.roomcast.engine;

import java.util.stream.Stream;

import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.Nested;

/**
 * What every engine promises, as it is heard over the wire by the clients of two nodes.
 */
abstract class EngineContract {

	/** In a larger room notices are replaced by counts. */
	static final int NOTICES_UP_TO = 8;

	private static final String[] SETTINGS = { RoomApi.KEY_PROPERTY, "roomcast.client.grace=2s",
			"roomcast.room.notices-up-to=" + NOTICES_UP_TO };

	private final NodePair nodes;

	EngineContract(NodePair nodes) {
		this.nodes = nodes;
	}

	/**
	 * Returns the settings that each node must be started with.
	 * @param engine those that choose the engine
	 */
	static String[] settings(String... engine) {
		return Stream.concat(Stream.of(SETTINGS), Stream.of(engine)).toArray(String[]::new);
	}

	@Nested
	final class Delivery extends DeliveryContract {

		Delivery() {
			super(EngineContract.this.nodes);
		}

	}

	@Nested
	final class WhoIsThere extends PresenceContract {

		WhoIsThere() {
			super(EngineContract.this.nodes);
		}

	}

	@Nested
	final class Nicks extends NickContract {

		Nicks() {
			super(EngineContract.this.nodes);
		}

	}

	@Nested
	final class History extends HistoryContract {

		History() {
			super(EngineContract.this.nodes);
		}

	}

	@Nested
	final class Resuming extends ResumeContract {

		Resuming() {
			super(EngineContract.this.nodes);
		}

	}

	@Nested
	final class Sessions extends SessionContract {

		Sessions() {
			super(EngineContract.this.nodes);
		}

	}

	@Nested
	final class Away extends AwayContract {

		Away() {
			super(EngineContract.this.nodes);
		}

	}

	@Nested
	final class Listening extends ListenContract {

		Listening() {
			super(EngineContract.this.nodes);
		}

	}

	@Nested
	final class Rest extends RestContract {

		Rest() {
			super(EngineContract.this.nodes);
		}

	}

}
