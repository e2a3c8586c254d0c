import { Redis } from 'ioredis';

/** A Redis database of this worker's own, emptied; null without `REDIS_URL`. */
export async function emptyRedis(): Promise<string | null> {
  const { REDIS_URL, JEST_WORKER_ID = '1' } = process.env;
  if (!REDIS_URL) return null;
  const url = new URL(REDIS_URL);
  url.pathname = `/${JEST_WORKER_ID}`;
  const redis = new Redis(url.href);
  await redis.flushdb();
  await redis.quit();
  return url.href;
}
