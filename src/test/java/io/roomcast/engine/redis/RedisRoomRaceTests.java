package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.redis.EngineSimulation.Faults;
import io.roomcast.engine.redis.SimulatedSocket.Heard;
import io.roomcast.engine.redis.SimulatedStay.State;
import io.roomcast.harness.Rendezvous;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two things happen to a room at about the same time, many times: an answer, something
 * that was published, a wish of a client, the passing of time.
 */
@Tag("alone")
class RedisRoomRaceTests {

	private static final long RACE_MILLIS = Long.getLong("roomcast.race", 300);

	private static final int MIN_ROUNDS = 200;

	private static final int MANY = 6;

	private static final int MAX_SPINS = 2_000;

	private final long seed = new Random().nextLong();

	private final Random random = new Random(this.seed);

	@AutoClose
	private final Rendezvous rendezvous = new Rendezvous(this.random);

	private final SimulatedRedis redis = new SimulatedRedis();

	private final SimulationLog log = new SimulationLog();

	private final SimulatedNode node = SimulatedNode.hasty("a", this.redis, 100);

	private final SimulatedNode other = SimulatedNode.hasty("b", this.redis, 100);

	private long clients;

	@BeforeEach
	void start() {
		settle();
	}

	@Test
	void batchThatIsAnsweredAndPublishedAtOnceIsTakenOnce() {
		SimulatedStay alice = joined(this.node);

		this.rendezvous.other(this.node.link::hear);
		race(() -> {
			say(alice);
			this.node.link.carryOut();
			this.rendezvous.meet(this.node.link::answer);
		});

		Heard heard = socket(alice).check();
		assertThat(heard.messages()).as("seed %d", this.seed).isEqualTo(this.rendezvous.rounds());
		assertNothingWrong();
	}

	@Test
	void messagesThatAreSaidWhileOthersAreAnsweredAreSentOnce() {
		SimulatedStay alice = joined(this.node);
		SimulatedStay bob = joined(this.node);
		int[] counts = new int[2];

		this.rendezvous.other(() -> sayMany(bob));
		race(() -> {
			say(alice);
			this.node.link.carryOut();
			this.rendezvous.meet(() -> {
				for (int i = 0; i < MANY; i++) {
					this.node.link.answer();
					this.node.link.carryOut();
				}
			});
			settle();
			counts[0] += 1 + MANY;
			counts[1] += (this.log.placed.get() != counts[0]) ? 1 : 0;
		});

		assertThat(counts[1])
			.as("seed %d: of %d rounds, those with a message that is not placed", this.seed, this.rendezvous.rounds())
			.isZero();
		assertThat(socket(alice).check().messages()).as("seed %d", this.seed).isEqualTo(counts[0]);
		assertNothingWrong();
	}

	@Test
	void messagesThatAreSaidWhenALingerEndsAreSentAndDelivered() {
		SimulatedNode busy = new SimulatedNode("c", this.redis, 100);
		busy.settle();
		SimulatedClient speaker = client(busy);
		speaker.come("one");
		busy.settle();
		SimulatedStay alice = last(speaker);
		int[] counts = new int[2];

		this.rendezvous.other(busy.timer::runDelayed);
		race(() -> {
			say(alice);
			sayMany(alice);
			busy.settle();
			counts[0] += 2 + MANY;
			this.rendezvous.meet(() -> say(alice));
			busy.settle();
			counts[1] += (socket(alice).check().messages() != counts[0]) ? 1 : 0;
			// Ends the linger that may have begun.
			while (busy.timer.runDelayed()) {
				busy.settle();
			}
		});

		assertThat(counts[1])
			.as("seed %d: of %d rounds, those with a message that is not delivered", this.seed,
					this.rendezvous.rounds())
			.isZero();
		assertNothingWrong();
	}

	@Test
	void roomThatIsWantedWhileItIsLetGoIsFollowed() {
		int[] deaf = new int[1];
		this.rendezvous.other(this.node::letGo);
		race(() -> {
			SimulatedClient client = client(this.node);
			this.rendezvous.meet(() -> client.come("one"));
			deaf[0] += isFollowed(last(client)) ? 0 : 1;
			client.leave();
			settle();
		});

		assertThat(deaf[0]).as("seed %d: of %d rooms, those that hear nothing", this.seed, this.rendezvous.rounds())
			.isZero();
		assertNothingWrong();
	}

	@Test
	void roomThatIsWantedWhileItCannotBeOpenedIsFollowed() {
		int[] deaf = new int[1];
		this.rendezvous.other(this.node.timer::runDue);
		race(() -> {
			this.node.letGo();
			settle();
			SimulatedClient first = client(this.node);
			first.come("one");
			this.node.link.subscribeNext();
			this.node.link.disconnect(false);
			this.node.link.hear();
			this.node.link.reconnect();
			SimulatedClient second = client(this.node);
			this.rendezvous.meet(() -> {
				spin();
				second.come("one");
			});
			settle();
			if (last(second).state() == State.CONNECTED) {
				deaf[0] += isFollowed(last(second)) ? 0 : 1;
			}
			first.leave();
			second.leave();
			settle();
		});

		assertThat(deaf[0]).as("seed %d: of %d rooms, those that hear nothing", this.seed, this.rendezvous.rounds())
			.isZero();
		assertNothingWrong();
	}

	@Test
	void joinsThatAreAnsweredWhileTheyAreGivenUpAreToldOnce() {
		joined(this.node);

		this.rendezvous.other(() -> this.node.tick(5));
		race(() -> {
			List<SimulatedClient> many = coming();
			this.node.link.carryOut();
			this.node.link.answer();
			this.node.link.carryOut();
			this.rendezvous.meet(this.node.link::answer);
			settle();
			many.forEach(
					(client) -> assertThat(last(client).state()).as("seed %d", this.seed).isNotEqualTo(State.COMING));
			many.forEach(SimulatedClient::leave);
			settle();
		});

		assertThat(this.log.joined).as("seed %d", this.seed).hasPositiveValue();
		assertThat(this.log.refused).as("seed %d", this.seed).hasPositiveValue();
		assertPresent(1);
		assertNothingWrong();
	}

	@Test
	void messageThatIsAnsweredWhileItIsGivenUpIsToldOnce() {
		SimulatedStay alice = joined(this.node);
		List<SimulatedMessage> said = new ArrayList<>();

		this.rendezvous.other(() -> this.node.tick(5));
		race(() -> {
			say(alice);
			this.node.link.carryOut();
			said.add(say(alice));
			this.rendezvous.meet(this.node.link::answer);
			settle();
		});

		assertThat(said).as("seed %d", this.seed).extracting(SimulatedMessage::told).doesNotContainNull();
		assertThat(socket(alice).check().messages()).as("seed %d", this.seed).isEqualTo(this.log.placed.get());
		assertNothingWrong();
	}

	@Test
	void clientsThatLeaveWhileTheyMoveAreOnTheOtherNodeOnly() {
		joined(this.node);
		joined(this.other);

		race(() -> {
			List<SimulatedClient> many = coming();
			settle();
			many.forEach((client) -> client.move(this.other));
			this.other.link.carryOut();
			this.other.link.answer();
			this.other.link.carryOut();
			this.node.link.hear();
			this.rendezvous.other(this.node.link::hear).meet(() -> many.forEach(SimulatedClient::endGrace));
			settle();
			many.forEach(
					(client) -> assertThat(last(client).state()).as("seed %d", this.seed).isEqualTo(State.CONNECTED));
			assertPresent(2 + MANY);
			many.forEach(SimulatedClient::leave);
			settle();
		});

		assertPresent(2);
		assertNothingWrong();
	}

	@Test
	void clientsThatLeaveWhenTheyHaveJoinedAreOut() {
		joined(this.node);

		race(() -> {
			List<SimulatedClient> many = coming();
			this.node.link.carryOut();
			this.node.link.answer();
			this.node.link.carryOut();
			this.node.link.hear();
			this.rendezvous.other(this.node.link::hear).meet(() -> {
				this.node.link.answer();
				many.forEach(SimulatedClient::leave);
			});
			settle();
			many.forEach(SimulatedClient::leave);
			settle();
		});

		assertPresent(1);
		assertNothingWrong();
	}

	/**
	 * Has many clients come: the first one with the first call, the others with the next.
	 */
	private List<SimulatedClient> coming() {
		List<SimulatedClient> many = new ArrayList<>();
		for (int i = 0; i < MANY; i++) {
			SimulatedClient client = client(this.node);
			client.come("one");
			many.add(client);
		}
		return many;
	}

	private void spin() {
		for (int spins = this.random.nextInt(MAX_SPINS); spins > 0; spins--) {
			Thread.onSpinWait();
		}
	}

	private static void sayMany(SimulatedStay by) {
		for (int i = 0; i < MANY; i++) {
			say(by);
		}
	}

	private void race(Runnable round) {
		long start = System.nanoTime();
		for (int i = 0; i < MIN_ROUNDS || System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(RACE_MILLIS); i++) {
			round.run();
			settle();
		}
	}

	private void settle() {
		boolean more = true;
		while (more) {
			more = this.node.settle();
			more |= this.other.settle();
		}
	}

	private SimulatedClient client(SimulatedNode at) {
		this.clients++;
		return new SimulatedClient(this.redis, this.log, List.of(at), this.clients, new Random(this.clients),
				Faults.NONE);
	}

	private static SimulatedStay last(SimulatedClient client) {
		List<SimulatedStay> stays = client.stays();
		return stays.get(stays.size() - 1);
	}

	private SimulatedStay joined(SimulatedNode at) {
		SimulatedClient client = client(at);
		client.come("one");
		settle();
		return last(client);
	}

	private static SimulatedMessage say(SimulatedStay by) {
		return by.owner().say();
	}

	private static SimulatedSocket socket(SimulatedStay stay) {
		return Objects.requireNonNull(stay.socket());
	}

	/**
	 * Returns whether what a client on the other node says arrives by what is published.
	 */
	private boolean isFollowed(SimulatedStay stay) {
		settle();
		SimulatedStay speaker = joined(this.other);
		say(speaker);
		settle();
		boolean heard = socket(stay).check().messages() > 0;
		speaker.owner().leave();
		settle();
		return heard;
	}

	private void assertPresent(int clients) {
		for (SimulatedNode each : List.of(this.node, this.other)) {
			RedisRoom room = each.rooms.find("one");
			if (room != null) {
				assertThat(room.presence().size()).as("seed %d, on %s", this.seed, each.id).isEqualTo(clients);
			}
		}
		assertThat(this.redis.copy(SimulatedNode.keys("one")).joined).as("seed %d", this.seed).isEqualTo(clients);
	}

	private void assertNothingWrong() {
		assertThat(this.log.faults()).as("seed %d", this.seed).isEmpty();
		assertThat(this.node.hub.failures().count() + this.other.hub.failures().count()).as("seed %d", this.seed)
			.isZero();
	}

}
