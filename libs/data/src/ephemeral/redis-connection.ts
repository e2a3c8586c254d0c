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

/** Connects, or goes on trying in the background; never rejects. Tells the log when the server goes and comes back, once each. */
export async function connectRedis(url: string, logger: Logger): Promise<Redis> {
  const redis = new Redis(url, options);
  let away = false;
  // Without a listener an 'error' event would end the process.
  redis.on('error', (error: Error) => {
    if (!away) logger.error(`Redis is away: ${error.message}`);
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.log('Redis is back.');
    away = false;
  });
  try {
    await redis.connect();
  } catch {
    // told by the listener; retryStrategy goes on
  }
  return redis;
}
