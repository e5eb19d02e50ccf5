package io.roomcast.chat;

import org.jspecify.annotations.Nullable;

/**
 * The service's own rules: a token says which rooms it opens, and without tokens all are
 * open.
 */
final class TokenPolicy implements AdmissionPolicy {

	@Override
	public boolean mayEnter(@Nullable Identity who, String room) {
		return who == null || who.rooms().contains(room);
	}

	@Override
	public boolean maySpeak(@Nullable Identity who, String room) {
		return who == null || (who.rooms().contains(room) && who.speech().contains(room));
	}

}
