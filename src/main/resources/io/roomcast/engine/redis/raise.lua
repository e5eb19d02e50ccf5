-- Raises a counter that Redis may have lost to what is known to be in use.
--
-- KEYS    1 the counter
-- ARGV    1 the least that it may be
-- Answer  nothing

if tonumber(redis.call('GET', KEYS[1]) or 0) < tonumber(ARGV[1]) then
	redis.call('SET', KEYS[1], ARGV[1])
end
return false
