package io.roomcast.engine.redis;

import io.roomcast.engine.Unavailable;

/**
 * A client's hold on a nick that is to be released. It is never given up: nobody else
 * would free the nick.
 */
final class QueuedLeave extends Queued {

	private final String nick;

	private final Token token;

	QueuedLeave(String nick, long client, Token token) {
		super(new EntryPayload.Present(nick, client, token).encode(), false);
		this.nick = nick;
		this.token = token;
	}

	String nick() {
		return this.nick;
	}

	Token token() {
		return this.token;
	}

	@Override
	void addTo(PublishCall call) {
		call.leave(this.nick, this.token.toString(), payload());
	}

	@Override
	void unavailable(Unavailable why) {
		throw new IllegalStateException("leaving is never given up: " + why);
	}

}
