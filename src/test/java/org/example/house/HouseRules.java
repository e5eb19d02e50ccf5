package org.example.house;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.roomcast.chat.AdmissionPolicy;
import io.roomcast.chat.Identity;
import io.roomcast.chat.RoomEvent;
import io.roomcast.chat.RoomTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * Keeps all out of the cellar, has only the porter speak in the hall, and greets whoever
 * comes in there.
 */
@Configuration(proxyBeanMethods = false)
public class HouseRules {

	@Bean
	AdmissionPolicy houseAdmission() {
		return new AdmissionPolicy() {

			@Override
			public boolean mayEnter(@Nullable Identity who, String room) {
				return !room.equals("cellar");
			}

			@Override
			public boolean maySpeak(@Nullable Identity who, String room) {
				return !room.equals("hall");
			}

		};
	}

	@Bean
	Porter porter(RoomTemplate rooms) {
		return new Porter(rooms);
	}

	/**
	 * Greets clients, and knows who is in and what was said last.
	 */
	public static class Porter {

		private final RoomTemplate rooms;

		private final Set<String> guests = ConcurrentHashMap.newKeySet();

		private volatile @Nullable String lastWord;

		Porter(RoomTemplate rooms) {
			this.rooms = rooms;
		}

		@EventListener
		void greet(RoomEvent.Joined joined) {
			this.guests.add(joined.nick());
			if (joined.room().equals("hall")) {
				this.rooms.say("hall", "porter", "good evening, " + joined.nick()).toCompletableFuture().join();
			}
		}

		@EventListener
		void farewell(RoomEvent.Left left) {
			this.guests.remove(left.nick());
		}

		@EventListener
		void remember(RoomEvent.Said said) {
			this.lastWord = said.message().from() + " in " + said.room();
		}

		public Set<String> guests() {
			return this.guests;
		}

		public @Nullable String lastWord() {
			return this.lastWord;
		}

	}

}
