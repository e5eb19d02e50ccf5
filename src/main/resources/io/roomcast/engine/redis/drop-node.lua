-- Removes a node, unless it has beaten meanwhile.
--
-- KEYS    1 the nodes, as with beat.lua
-- ARGV    1 the node's id, 2 the counter that it was last seen with
-- Answer  1 if it was removed, else 0

local node = redis.call('HGET', KEYS[1], ARGV[1])
if node and string.match(node, '^%S+') == ARGV[2] then
	return redis.call('HDEL', KEYS[1], ARGV[1])
end
return 0
