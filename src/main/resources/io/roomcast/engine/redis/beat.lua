-- Notes that a node is alive.
--
-- KEYS    1 the nodes: id -> "<counter> <clients> <name>"
-- ARGV    1 the node's id, 2 its counter, 3 how many clients it has, 4 its name
-- Answer  all nodes, as HGETALL returns them

redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. ARGV[4])
return redis.call('HGETALL', KEYS[1])
