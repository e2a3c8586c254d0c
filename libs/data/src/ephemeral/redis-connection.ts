import type { Logger } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';

const COMMAND_TIMEOUT_MS = 800;

const options: RedisOptions = {
  lazyConnect: true,
  connectTimeout: 2_000,
  commandTimeout: COMMAND_TIMEOUT_MS,
  // A connection that went silent is dropped and made anew.
  socketTimeout: 3_000,
  keepAlive: 10_000,
  // Fail at once while the server is away, rather than queue what the caller gave up long ago.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  retryStrategy: (times) => Math.min(times * 100, 1_000),
  // After a failover the old primary answers READONLY: look for the new one.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
};

/** Answers to what stands in the address, which no waiting mends. Without its database a server would use number 0, and be another's. */
const WRONG_ADDRESS: readonly { readonly answer: RegExp; readonly problem: string; readonly change: string }[] = [
  {
    answer: /DB index|SELECT is not allowed/,
    problem: 'names a database that this Redis does not have',
    change: 'redis://cache.example.com:6379/0',
  },
  {
    answer: /^(?:WRONGPASS|NOAUTH|ERR invalid password)/,
    problem: 'has not the user and password of this Redis',
    change: 'redis://user:password@cache.example.com:6379',
  },
];

/** The address of the Redis is wrong; the message names the line to change. */
export class UnusableRedis extends Error {
  constructor(problem: string, change: string) {
    super(`REDIS_URL ${problem}.\n    set: REDIS_URL=${change}`);
    this.name = UnusableRedis.name;
  }
}

/**
 * Connects, or goes on trying in the background while the server is away. Tells the log when it goes and comes back, once each.
 * @throws UnusableRedis when the server is there and refuses what the address says
 */
export async function connectRedis(url: string, logger: Logger): Promise<Redis> {
  const redis = new Redis(url, options);
  const state: { away: boolean; wrong: UnusableRedis | null } = { away: false, wrong: null };
  // Without a listener an 'error' event would end the process.
  redis.on('error', (error: Error) => {
    state.wrong ??= wrongAddress(error);
    if (state.wrong) redis.disconnect(true); // never ready: it would be the wrong database
    if (!state.away) logger.error(`Redis is away: ${error.message}`);
    state.away = true;
  });
  redis.on('ready', () => {
    if (state.away) logger.log('Redis is back.');
    Object.assign(state, { away: false, wrong: null });
  });
  try {
    await redis.connect();
  } catch {
    // told by the listener; retryStrategy goes on
  }
  if (!state.wrong) return redis;
  redis.disconnect();
  throw state.wrong;
}

function wrongAddress({ message }: Error): UnusableRedis | null {
  const known = WRONG_ADDRESS.find(({ answer }) => answer.test(message));
  return known ? new UnusableRedis(known.problem, known.change) : null;
}
