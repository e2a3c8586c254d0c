/** Each script is one atomic step, of one key, so that it also runs in a cluster. */
export const INCREMENT = `
local count = redis.call('INCR', KEYS[1])
local ttl = redis.call('PTTL', KEYS[1])
if ttl < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  ttl = tonumber(ARGV[1])
end
return {count, ttl}`;

export const DECREMENT = `
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
if count <= 0 then return 0 end
return redis.call('DECR', KEYS[1])`;

export const COMPARE_AND_DELETE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/** Places are a sorted set: \`u\` and the holder of one under way, \`s\` and the holder of a spent one, by when each ends on Redis' clock. */
const PLACES = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local spent, under_way, ends = {}, 0, nil
local function look()
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
  local held = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
  for i = 1, #held, 2 do
    if string.sub(held[i], 1, 1) == 's' then
      spent[#spent + 1] = held[i]
      ends = ends or tonumber(held[i + 1])
    else
      under_way = under_way + 1
    end
  end
end
local function keep(ms)
  if redis.call('PTTL', KEYS[1]) < tonumber(ms) then redis.call('PEXPIRE', KEYS[1], ms) end
end
`;

/** ARGV: holder, places, at once, lease. Gives 0 for taken, -1 for busy, else the ms until a spent one is free. */
export const TAKE_PLACE = `${PLACES}
look()
local places = tonumber(ARGV[2])
if #spent >= places then return math.max(1, ends - now) end
if math.min(tonumber(ARGV[3]), places - #spent) - under_way <= 0 then return -1 end
redis.call('ZADD', KEYS[1], now + ARGV[4], 'u' .. ARGV[1])
keep(ARGV[4])
return 0`;

/** ARGV: holder, places, window, refusal. Gives 1 for the last one. */
export const SPEND_PLACE = `${PLACES}
redis.call('ZREM', KEYS[1], 'u' .. ARGV[1])
look()
local places = tonumber(ARGV[2])
if #spent >= places then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[3], 's' .. ARGV[1])
if #spent + 1 < places then
  keep(ARGV[3])
  return 0
end
spent[#spent + 1] = 's' .. ARGV[1]
for _, place in ipairs(spent) do redis.call('ZADD', KEYS[1], now + ARGV[4], place) end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`;
