-- Reads a room's messages and, if the caller does not know it already, who is in it.
--
-- KEYS    1 log, 2 messages, 3 clients; all of one room
-- ARGV    1 the offset of the first message, 2 how many messages at most, 3 the epoch and 4 the version of presence that the caller knows
-- Answer  1 the top: "<epoch> <offset> <nonce of the last message> <batch> <nonce of the last batch> <presence version> <clients> <now>",
--           with epoch 0 if there is no such room
--         2 the messages as XRANGE returns them
--         3 the fields and values of the clients' hash, or nothing if the caller knows them

local log, messages, clients = KEYS[1], KEYS[2], KEYS[3]
local from, count, knownEpoch, knownPresence = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local top = redis.call('HMGET', log, 'epoch', 'offset', 'last', 'batch', 'nonce', 'presence', 'clients')
for i = 1, 7 do
	top[i] = top[i] or '0'
end
local time = redis.call('TIME')
top[8] = string.format('%.0f', tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))

local range = {}
if tonumber(count) > 0 then
	range = redis.call('XRANGE', messages, from, '+', 'COUNT', count)
end

local presence = false
if top[1] ~= knownEpoch or top[6] ~= knownPresence then
	presence = redis.call('HGETALL', clients)
end
return { table.concat(top, ' '), range, presence }
