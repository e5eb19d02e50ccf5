-- Gives one batch of a node its position in a room's order, keeps its messages, and publishes it.
--
-- KEYS  1 log, 2 messages, 3 clients, 4 ... those that the entries name; all of one room
-- ARGV  1 the node's id, 2 the number of the batch among those of the node
--       3 "first", "resent" (its answer did not come) or "settle" (it is not to be carried out any more)
--       4 resent: the epoch that the room had when it was first sent, "" if not known
--       5 the epoch of the room if it has none, 6 the batch's nonce, 7 "PUBLISH" or "SPUBLISH"
--       8 how many messages are kept, 9 how many bytes of them, 10 for how many ms
--       11 for how many ms the room is kept otherwise, 12 a receipt, 13 the answer to an idempotency key
--       14 the channel
--       15 ... of each entry a control string and a payload. The control strings, "|" being a line break:
--          M                             a message
--          M|i|index|fingerprint|id      a message with its sender's own id; the key of this index has the sender's receipts
--          M|k|index                     a message with an idempotency key; the key of this index has the answer
--          J|nick|client|token           a client joins, with the nick that is free or reserved with this token
--          A|nick|client|token           a client that was in there joins again, unless it is in there
--          L|nick|token                  a client leaves, if it is in there with this token
--          R|nick|token  U|nick|token    a nick is reserved, the reservation is released
--
-- Answer  a kind, and for "A" and "G" the rest of a frame:
--         A carried out now          G carried out before
--         V not to be carried out    E nothing done, as the epoch is another one    O nothing done, as a later batch came before
-- Frame   "<kind> <node> <number> <epoch> <batch> <nonce> <previous nonce> <first offset> <nonce of the message before>
--         <at> <presence version> <clients> <statuses>", line break, "<length> <length> ...", line break, parts of these lengths.
--         Statuses have one letter for each entry: M, J, L, R, U done; K joined, and was in there before with
--         another token; x nothing done. The parts of an answer tell why, for each x:
--         "known <epoch> <offset> <nonce> <at>"            the id was used for this message
--         "reused"                                         the id was used for another one
--         "answered <epoch> <offset> <nonce> <at>|payload" the key was used for this message
--         "held <nick>"    the client is in there with this nick, which is another one unless it was to join again
--         "taken <token>"  the nick is somebody else's
--         "none"           there is nothing to leave or release
-- Published  a frame of the kind "P" with the payloads of all entries but x, R and U; nothing if there are no such entries

-- While a slot moves to another node of a cluster, Redis refuses a script at once if a key is not there, but also each command
-- in it. So all keys are named, and those that are there are never deleted: else a script could end half done.

local RING = 256
local SWEEP_BATCHES = 1000
local SWEEP_MILLIS = 24 * 60 * 60 * 1000
-- What a message takes in the stream besides its payload.
local OVERHEAD_BYTES = 64
local FIRST_ENTRY = 15

local log, messages, clients = KEYS[1], KEYS[2], KEYS[3]
local node, number, mode, expectedEpoch = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local newEpoch, nonce, publish = ARGV[5], ARGV[6], ARGV[7]
local maxEntries, maxBytes, historyMillis = ARGV[8], tonumber(ARGV[9]), tonumber(ARGV[10])
local keepMillis = math.max(tonumber(ARGV[11]), historyMillis)
local receiptMillis, answerMillis, channel = ARGV[12], ARGV[13], ARGV[14]

local call, match, concat = redis.call, string.match, table.concat

-- Numbers over 1e14 would be written with an exponent else.
local function decimal(value)
	return string.format('%.0f', value)
end

local time = call('TIME')
local at = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local atText = decimal(at)

local state = call('HMGET', log, 'n:' .. node, 'epoch', 'offset', 'last', 'batch', 'nonce', 'presence', 'clients', 'bytes',
		'trimmed', 'oldest')

-- What a node's batch is answered is kept until its next one, so that it can be asked for again.
local function answer(text)
	call('HSET', log, 'n:' .. node, number .. ' ' .. atText .. ' ' .. text)
	call('PEXPIRE', log, keepMillis)
	return text
end

if state[1] then
	local seen, before = match(state[1], '^(%d+) %d+ (.*)$')
	if seen == number then
		return (string.gsub(before, '^A', 'G'))
	end
	if tonumber(seen) > tonumber(number) then
		return 'O'
	end
end
if mode == 'settle' then
	return answer('V')
end
if mode == 'resent' and expectedEpoch ~= '' and expectedEpoch ~= state[2] then
	return answer('E')
end

-- With the log everything else of the room is lost, too: who is in it joins anew.
local epoch = state[2]
if not epoch then
	epoch = newEpoch
	call('DEL', messages, clients)
	call('HSET', clients, 'v', '1')
	call('HSET', log, 'epoch', epoch)
end

local offset, last = tonumber(state[3] or 0), state[4] or '0'
local batch, batchNonce = tonumber(state[5] or 0), state[6] or '0'
local presence, joined = state[7] or '0', tonumber(state[8] or 0)
local bytes, trimmed, oldest = tonumber(state[9] or 0), tonumber(state[10] or 0), tonumber(state[11] or at)
local firstOffset, lastBefore = offset + 1, last
local receiptKeys = {}

local function place(payload)
	if trimmed == bytes then
		oldest = at
	end
	offset = offset + 1
	last = nonce
	bytes = bytes + #payload + OVERHEAD_BYTES
	call('XADD', messages, decimal(offset) .. '-' .. nonce, 'p', payload, 't', atText, 'b', decimal(bytes))
	return decimal(offset) .. ' ' .. nonce .. ' ' .. atText
end

-- A client's receipts are a ring: "#n" is the id in slot n, "i<id>" its receipt.
local function placeWithId(key, fingerprint, id, payload)
	local receipt, next = unpack(call('HMGET', key, 'i' .. id, 'next'))
	if receipt then
		local print, where = match(receipt, '^(%S+) (.*)$')
		if print == fingerprint then
			return 'x', 'known ' .. where
		end
		return 'x', 'reused'
	end
	local where = epoch .. ' ' .. place(payload)
	next = tonumber(next or 0)
	local slot = '#' .. (next % RING)
	local dropped = call('HGET', key, slot)
	if dropped then
		call('HDEL', key, 'i' .. dropped)
	end
	call('HSET', key, 'i' .. id, fingerprint .. ' ' .. where, slot, id, 'next', decimal(next + 1))
	receiptKeys[key] = true
	return 'M'
end

local function placeWithKey(key, payload)
	local before = call('GET', key)
	if before then
		return 'x', 'answered ' .. before
	end
	call('SET', key, epoch .. ' ' .. place(payload) .. '\n' .. payload, 'PX', answerMillis)
	return 'M'
end

local function message(control, payload)
	if #control == 1 then
		place(payload)
		return 'M'
	end
	local index, fingerprint, id = match(control, '^M\ni\n(%d+)\n(%S+)\n(.*)$')
	if index then
		return placeWithId(KEYS[tonumber(index)], fingerprint, id, payload)
	end
	return placeWithKey(KEYS[tonumber(match(control, '^M\nk\n(%d+)$'))], payload)
end

local function join(control)
	local nick, client, token = match(control, '^J\n([^\n]+)\n(%d+)\n(%S+)$')
	local held, holder, reserved = unpack(call('HMGET', clients, 'c:' .. client, 'n:' .. nick, 'r:' .. nick))
	if held and held ~= nick then
		return 'x', 'held ' .. held
	end
	if holder and not held then
		return 'x', 'taken ' .. match(holder, ' (%S+)$')
	end
	if reserved and reserved ~= token then
		return 'x', 'taken ' .. reserved
	end
	if reserved then
		call('HDEL', clients, 'r:' .. nick)
	end
	call('HSET', clients, 'n:' .. nick, client .. ' ' .. token, 'c:' .. client, nick)
	presence = nonce
	if held then
		return 'K'
	end
	joined = joined + 1
	return 'J'
end

local function restore(control)
	local held = call('HGET', clients, 'c:' .. match(control, '^A\n[^\n]+\n(%d+)\n'))
	if held then
		return 'x', 'held ' .. held
	end
	return join('J' .. string.sub(control, 2))
end

local function leave(control)
	local nick, token = match(control, '^L\n([^\n]+)\n(%S+)$')
	local client, holder = match(call('HGET', clients, 'n:' .. nick) or '', '^(%d+) (%S+)$')
	if holder ~= token then
		return 'x', 'none'
	end
	call('HDEL', clients, 'n:' .. nick, 'c:' .. client)
	presence = nonce
	joined = joined - 1
	return 'L'
end

local function reserve(control)
	local nick, token = match(control, '^R\n([^\n]+)\n(%S+)$')
	local holder, reserved = unpack(call('HMGET', clients, 'n:' .. nick, 'r:' .. nick))
	holder = holder and match(holder, ' (%S+)$')
	if (holder or token) ~= token or (reserved or token) ~= token then
		return 'x', 'taken ' .. (holder or reserved)
	end
	if not holder then
		call('HSET', clients, 'r:' .. nick, token)
	end
	return 'R'
end

local function release(control)
	local nick, token = match(control, '^U\n([^\n]+)\n(%S+)$')
	if call('HGET', clients, 'r:' .. nick) ~= token then
		return 'x', 'none'
	end
	call('HDEL', clients, 'r:' .. nick)
	return 'U'
end

local operations = { M = message, J = join, A = restore, L = leave, R = reserve, U = release }
local statuses, published, lengths, details, detailLengths = {}, {}, {}, {}, {}
for i = FIRST_ENTRY, #ARGV, 2 do
	local control, payload = ARGV[i], ARGV[i + 1]
	local status, detail = operations[string.sub(control, 1, 1)](control, payload)
	statuses[#statuses + 1] = status
	if detail then
		details[#details + 1] = detail
		detailLengths[#detailLengths + 1] = #detail
	elseif status ~= 'R' and status ~= 'U' then
		published[#published + 1] = payload
		lengths[#lengths + 1] = #payload
	end
end

local nonceBefore = batchNonce
if #published > 0 then
	batch = batch + 1
	batchNonce = nonce
end
local head = concat({ '', node, number, epoch, decimal(batch), batchNonce, nonceBefore, decimal(firstOffset), lastBefore, atText,
		presence, decimal(joined), concat(statuses) }, ' ')

-- "oldest" and "trimmed" are lower bounds of the oldest message's time and of the bytes before it: only when they exceed a limit
-- must the stream be looked at, and that makes them exact.
local function trim()
	local from = '-'
	while true do
		local range = call('XRANGE', messages, from, '+', 'COUNT', (from == '-') and 1 or 32)
		for _, entry in ipairs(range) do
			local payload, millis, total = entry[2][2], tonumber(entry[2][4]), tonumber(entry[2][6])
			trimmed, oldest = total - #payload - OVERHEAD_BYTES, millis
			if bytes - trimmed <= maxBytes and at - oldest <= historyMillis then
				call('XTRIM', messages, 'MINID', entry[1])
				return
			end
			from = '(' .. entry[1]
		end
		if #range == 0 then
			call('XTRIM', messages, 'MAXLEN', 0)
			trimmed, oldest = bytes, at
			return
		end
	end
end

if offset >= firstOffset then
	call('XTRIM', messages, 'MAXLEN', maxEntries)
end
if bytes - trimmed > maxBytes or at - oldest > historyMillis then
	trim()
end
if offset >= firstOffset then
	call('PEXPIRE', messages, historyMillis)
end

-- Nodes that are gone for good leave their last answers.
if #published > 0 and batch % SWEEP_BATCHES == 0 then
	local fields = call('HGETALL', log)
	for i = 1, #fields, 2 do
		local answered = string.sub(fields[i], 1, 2) == 'n:' and match(fields[i + 1], '^%d+ (%d+)')
		if answered and at - tonumber(answered) > SWEEP_MILLIS then
			call('HDEL', log, fields[i])
		end
	end
end

for key in pairs(receiptKeys) do
	call('PEXPIRE', key, receiptMillis)
end
call('PEXPIRE', clients, keepMillis)
call('HSET', log, 'offset', decimal(offset), 'last', last, 'batch', decimal(batch), 'nonce', batchNonce, 'presence',
		presence, 'clients', decimal(joined), 'bytes', decimal(bytes), 'trimmed', decimal(trimmed), 'oldest',
		decimal(oldest))
local answered = answer(concat({ 'A' .. head, concat(detailLengths, ' '), concat(details) }, '\n'))

-- Last, so that if it is refused all else is done, and what becomes of the batch can be asked for. A Redis before 7.0 knows no
-- sharded channels.
if #published > 0 then
	local frame = concat({ 'P' .. head, concat(lengths, ' '), concat(published) }, '\n')
	local told = redis.pcall(publish, channel, frame)
	if type(told) == 'table' and told.err then
		if publish ~= 'SPUBLISH' then
			return told
		end
		call('PUBLISH', channel, frame)
	end
end
return answered
