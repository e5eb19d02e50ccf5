-- Makes another node's session one of this node.
--
-- KEYS    1 the session: "<node> <hash of the secret> <nick>"
-- ARGV    1 the hash of the secret that the client came with, 2 this node's id, 3 for how many ms the session is kept
-- Answer  "<node> <nick>" as it was, or nothing if there is no such session or the secret is another

local session = redis.call('GET', KEYS[1])
if not session then
	return false
end
local node, hash, nick = string.match(session, '^(%S+) (%S+) (.*)$')
if hash ~= ARGV[1] then
	return false
end
redis.call('SET', KEYS[1], ARGV[2] .. ' ' .. hash .. ' ' .. nick, 'PX', ARGV[3])
return node .. ' ' .. nick
