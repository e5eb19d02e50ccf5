-- Notes that rooms are in use, or lists those that are.
--
-- KEYS    1 the sorted set of the rooms: name -> when it was last noted, in ms of Redis' time
-- ARGV    1 after how many ms a room that was not noted again is dropped, 2 ... the names of rooms to note; none to list
-- Answer  the names of all rooms in use if none are to be noted, else nothing

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', now - tonumber(ARGV[1])))
if #ARGV == 1 then
	return redis.call('ZRANGE', KEYS[1], 0, -1)
end
for i = 2, #ARGV do
	redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[i])
end
return {}
