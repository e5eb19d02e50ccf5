-- Keeps a room that somebody is in from expiring, without its history.
--
-- KEYS    1 log, 2 clients; both of one room
-- ARGV    1 for how many ms
-- Answer  the top, as with read.lua

local log, clients = KEYS[1], KEYS[2]
redis.call('PEXPIRE', log, ARGV[1])
redis.call('PEXPIRE', clients, ARGV[1])

local top = redis.call('HMGET', log, 'epoch', 'offset', 'last', 'batch', 'nonce', 'presence', 'clients')
for i = 1, 7 do
	top[i] = top[i] or '0'
end
local time = redis.call('TIME')
top[8] = string.format('%.0f', tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))
return table.concat(top, ' ')
