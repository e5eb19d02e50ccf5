package io.roomcast.http;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.roomcast.chat.Identity;
import io.roomcast.chat.RoomDetail;
import io.roomcast.chat.RoomRights;
import io.roomcast.chat.RoomSummary;
import io.roomcast.chat.Rooms;
import io.roomcast.identity.Caller;
import io.roomcast.protocol.Member;
import io.roomcast.protocol.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the rooms and their clients.
 */
@RestController
@RequestMapping("/rooms")
@Tag(name = "Rooms", description = "The rooms and their clients")
final class RoomsController {

	private final Rooms rooms;

	private final RoomRights rights;

	RoomsController(Rooms rooms, RoomRights rights) {
		this.rooms = rooms;
		this.rights = rights;
	}

	@Operation(summary = "The rooms that have clients, by name")
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	CompletionStage<List<RoomSummary>> rooms(@Parameter(hidden = true) Caller caller) {
		return this.rooms.occupied()
			.thenApply((rooms) -> rooms.stream()
				.filter((room) -> this.rights.mayEnter(caller.identity(), room.room()))
				.toList());
	}

	@Operation(summary = "One room", description = "Its `cursor` is the position of its last message: a client that "
			+ "connects with it as `since` gets what is said from now on. A room exists while it has clients or history.")
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true)
	@ApiResponse(responseCode = "400", ref = OpenApiConfiguration.PROBLEM)
	@ApiResponse(responseCode = "404", ref = OpenApiConfiguration.PROBLEM)
	@GetMapping(path = "/{room}", produces = MediaType.APPLICATION_JSON_VALUE)
	CompletionStage<RoomDetail> room(@PathVariable String room, @Parameter(hidden = true) Caller caller) {
		Refusals.throwIf(this.rights.checkEnter(caller.identity(), room));
		return find(room);
	}

	private CompletionStage<RoomDetail> find(String room) {
		return this.rooms.find(room).thenApply((found) -> found.orElseThrow(() -> Refusals.noRoom(room)));
	}

	@Operation(summary = "The clients in a room, by number")
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true)
	@ApiResponse(responseCode = "400", ref = OpenApiConfiguration.PROBLEM)
	@ApiResponse(responseCode = "404", ref = OpenApiConfiguration.PROBLEM)
	@GetMapping(path = "/{room}/clients", produces = MediaType.APPLICATION_JSON_VALUE)
	CompletionStage<List<Member>> clients(@PathVariable String room, @Parameter(hidden = true) Caller caller) {
		return room(room, caller).thenCompose((found) -> this.rooms.members(found.room()));
	}

	@NeedsApiKey
	@Operation(summary = "Removes a client",
			description = "Closes its socket with code 4004, with 1008 if it speaks plain text, and ends its "
					+ "session. It may come back as a new client.")
	@ApiResponse(responseCode = "204", description = "Its connection is being closed")
	@ApiResponse(responseCode = "400", ref = OpenApiConfiguration.PROBLEM)
	@ApiResponse(responseCode = "404", ref = OpenApiConfiguration.PROBLEM)
	@DeleteMapping("/{room}/clients/{nick}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	CompletionStage<Void> remove(@PathVariable String room, @PathVariable String nick,
			@Parameter(hidden = true) Caller caller) {
		CallerInterceptor.require(caller, Identity.ADMIN_SCOPE);
		return find(room).thenCompose((found) -> this.rooms.remove(found.room(), nick))
			.thenAccept((removed) -> requireRemoved(removed, room, nick));
	}

	private static void requireRemoved(boolean removed, String room, String nick) {
		if (!removed) {
			throw Refusals.refuse(HttpStatus.NOT_FOUND,
					"no client in room " + Refusal.quote(room) + " has the nick " + Refusal.quote(nick));
		}
	}

}
