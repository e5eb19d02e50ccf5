-- Deletes a session, if it is this node's.
--
-- KEYS    1 the session, as with claim-session.lua
-- ARGV    1 this node's id
-- Answer  1 if it was, else 0

local session = redis.call('GET', KEYS[1])
if session and string.match(session, '^%S+') == ARGV[1] then
	return redis.call('DEL', KEYS[1])
end
return 0
