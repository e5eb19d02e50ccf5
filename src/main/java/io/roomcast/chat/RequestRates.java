package io.roomcast.chat;

import io.roomcast.fanout.Traffic;
import io.roomcast.limit.ClientRates;
import io.roomcast.limit.ClientRates.Excess;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import io.roomcast.protocol.Utf8;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Bounds how fast somebody with a token may speak by requests, as clients are bounded on
 * their sockets. Whoever has the API key is not bounded. Any thread may call.
 */
@Component
public final class RequestRates {

	private final ClientRates rates;

	private final Traffic traffic;

	@Autowired
	RequestRates(ClientRates rates, Chat chat) {
		this(rates, chat.traffic());
	}

	RequestRates(ClientRates rates, Traffic traffic) {
		this.rates = rates;
		this.traffic = traffic;
	}

	/**
	 * Counts what somebody is about to say, and returns why it is refused; null if it is
	 * not.
	 */
	public @Nullable Refusal check(@Nullable Identity who, Body body) {
		if (who == null || who.isOperator() || !this.rates.areLimited()) {
			return null;
		}
		// Equal for all requests of one person, and for nothing else that is counted.
		Excess excess = this.rates.take(new Speaker(who.subject()), 1, bytes(body));
		if (excess == null) {
			return null;
		}
		this.traffic.addRefused(excess.counted());
		return new Refusal(Reason.RATE_LIMITED, excess.sentence(), null, null, excess.retryAfter());
	}

	private static int bytes(Body body) {
		if (body instanceof Body.Bytes binary) {
			return binary.bytes().length;
		}
		return Utf8.length((body instanceof Body.Text text) ? text.text() : ((Body.Data) body).json());
	}

	/**
	 * Somebody, as a token names them.
	 */
	private record Speaker(String subject) {
	}

}
