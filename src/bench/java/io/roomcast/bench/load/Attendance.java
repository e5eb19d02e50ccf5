package io.roomcast.bench.load;

/**
 * How the clients are.
 */
final class Attendance {

	private int welcomed;

	private int ended;

	private int pongs;

	private long lastHeard;

	void welcome() {
		this.welcomed++;
	}

	void end() {
		this.ended++;
	}

	void pong() {
		this.pongs++;
	}

	void hear(long now) {
		this.lastHeard = now;
	}

	int welcomed() {
		return this.welcomed;
	}

	int ended() {
		return this.ended;
	}

	int pongs() {
		return this.pongs;
	}

	long lastHeard() {
		return this.lastHeard;
	}

}
