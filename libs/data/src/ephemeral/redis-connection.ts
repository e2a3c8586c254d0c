import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@nestjs/common';
import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';
import { redisAddress } from './redis-address.js';
import { UnusableRedis, wrongAddress } from './unusable-redis.js';

const COMMAND_TIMEOUT_MS = 800;

const nodeOptions: RedisOptions = {
  lazyConnect: true,
  connectTimeout: 2_000,
  commandTimeout: COMMAND_TIMEOUT_MS,
  // A connection that went silent is dropped and made anew.
  socketTimeout: 3_000,
  keepAlive: 10_000,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
};

const retryAfter = (times: number): number => Math.min(times * 100, 1_000);

const options: RedisOptions = {
  ...nodeOptions,
  // Fail at once while the server is away, rather than queue what the caller gave up long ago.
  enableOfflineQueue: false,
  retryStrategy: retryAfter,
  // After a failover the old primary answers READONLY: look for the new one.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
};

/** MOVED and ASK are followed, for what they answer was not done. What was lost is not sent again, as with one Redis. */
const clusterOptions: ClusterOptions = {
  lazyConnect: true,
  maxRedirections: 4,
  retryDelayOnFailover: 0,
  retryDelayOnClusterDown: 0,
  slotsRefreshInterval: 2_000,
  clusterRetryStrategy: retryAfter,
  // Names as the cluster tells them, so that certificates are checked against them.
  dnsLookup: (address, callback) => callback(null, address),
};

/** Of one that is away from the start on, it may be the address. */
const NEVER_SEEN = ' (at the address in REDIS_URL; it is tried on, and /readyz is 503 until it answers)';

export type RedisConnection = Redis | Cluster;

/**
 * Connects, or goes on trying in the background while the server is away. Tells the log when it goes and comes back, once each.
 * @throws UnusableRedis when the server is there and refuses what the address says
 */
export async function connectRedis(url: string, logger: Logger): Promise<RedisConnection> {
  const redis = make(url);
  const state: { away: boolean; answered: boolean; wrong: UnusableRedis | null } = { away: false, answered: false, wrong: null };
  const tellAway = (why: string): void => {
    if (!state.away) logger.error(`Redis is away: ${why}${state.answered ? '' : NEVER_SEEN}`);
    state.away = true;
  };
  // Without a listener an 'error' event would end the process.
  redis.on('error', (error: Error) => {
    state.wrong ??= wrongAddress(error);
    if (state.wrong) redis.disconnect(true); // never ready: it would be the wrong database
    tellAway(error.message);
  });
  redis.on('reconnecting', () => tellAway('connecting again.'));
  redis.on('ready', () => {
    if (state.away) logger.log('Redis is back.');
    Object.assign(state, { away: false, answered: true, wrong: null });
  });
  try {
    // A cluster that is not whole is asked again and again, and neither resolves nor rejects.
    await Promise.race([redis.connect(), new Promise<void>((resolve) => redis.once('reconnecting', () => resolve()))]);
    state.wrong ??= await (redis instanceof Cluster ? connectNodes(redis) : refuseNode(redis));
  } catch {
    // told by the listener; the strategy of retries goes on
  }
  if (!state.wrong) return redis;
  redis.disconnect();
  throw state.wrong;
}

/** What a cluster has in line (for a node that is being connected, or after MOVED) waits no longer than this. */
const LIMIT_MS = 1_000;

/** Rejects within 1 s where there is no answer. */
export async function askRedis<T>(redis: RedisConnection, command: (redis: RedisConnection) => Promise<T>): Promise<T> {
  if (redis instanceof Redis) return command(redis); // it has a limit of its own
  if (redis.status !== 'ready') throw new Error('The cluster is not ready.');
  const deadline = new AbortController();
  try {
    return await Promise.race([command(redis), tooLate(deadline.signal)]);
  } finally {
    deadline.abort();
  }
}

async function tooLate(signal: AbortSignal): Promise<never> {
  await sleep(LIMIT_MS, undefined, { signal });
  throw new Error('The cluster gave no answer.');
}

/** Resolves when the server, or every part of the cluster, answers and takes commands. */
export async function pingRedis(redis: RedisConnection): Promise<void> {
  if (redis instanceof Redis) {
    await redis.ping();
    return;
  }
  const states = await Promise.all(redis.nodes('master').map((node) => node.cluster('INFO')));
  if (states.length === 0 || !states.every((state) => state.includes('cluster_state:ok'))) throw new Error('The cluster is down.');
}

/**
 * One that did not answer in time would cost every caller that time: what is sent meanwhile fails at once, until a new connection is
 * answered. In a cluster it is for the others to say that a node is gone.
 */
export function dropSilent(redis: RedisConnection, error: Error): void {
  if (redis instanceof Redis && error.message === 'Command timed out' && redis.status === 'ready') redis.disconnect(true);
}

function make(url: string): RedisConnection {
  const address = redisAddress(url);
  if (address.kind === 'single') return new Redis(address.url, options);
  const [{ username, password, protocol, searchParams }] = address.nodes as [URL]; // it names one at least
  return new Cluster(
    address.nodes.map(({ hostname, port }) => ({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) })),
    {
      ...clusterOptions,
      redisOptions: {
        ...nodeOptions,
        ...(username !== '' && { username: decodeURIComponent(username) }),
        ...(password !== '' && { password: decodeURIComponent(password) }),
        ...(protocol === 'rediss:' && { tls: {} }),
        ...(searchParams.has('family') && { family: Number(searchParams.get('family')) }),
      },
    },
  );
}

/** Those of the first look are there before anybody asks. */
async function connectNodes(cluster: Cluster): Promise<null> {
  await Promise.allSettled(cluster.nodes('master').map((node) => node.ping()));
  return null;
}

/** By one node alone, commands for keys of the others would be refused. */
async function refuseNode(redis: Redis): Promise<UnusableRedis | null> {
  const isNode = /cluster_enabled:1/.test(await redis.info('cluster'));
  return isNode ? new UnusableRedis('names a node of a cluster', 'redis://user:password@cache.example.com:6379/?cluster') : null;
}
