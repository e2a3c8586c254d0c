import { clockFinding, fault, type Finding, ok, warning } from '@castellan/common';
import { Redis } from 'ioredis';
import { redisAddress } from '../ephemeral/redis-address.js';
import { UnusableRedis, wrongAddress } from '../ephemeral/unusable-redis.js';

const TIMEOUT_MS = 3_000;
const EXAMPLE = 'set: REDIS_URL=redis://user:password@cache.example.com:6379';
/** GETDEL came with it. */
const LEAST_VERSION = [6, 2] as const;

/** Looks whether the service could run on this Redis, and changes nothing in it. Says of what is wrong which line puts it right. @internal */
export async function examineRedis(url: string): Promise<readonly Finding[]> {
  const address = redisAddress(url);
  if (address.kind === 'single') return examineServer(address.url, false);
  const plain = address.nodes.map(({ href }) => href.replace(/\?.*$/, '')); // the question mark is ours
  return (await Promise.all(plain.map((node) => examineServer(node, true)))).flat();
}

async function examineServer(url: string, isNode: boolean): Promise<readonly Finding[]> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let refusal: Error | undefined;
  redis.on('error', (error: Error) => (refusal ??= error)); // what `connect` rejects with says less
  try {
    await redis.connect();
    if (refusal) throw refusal; // such as that of a database that is not there, which stops no connection
    return [...facts(await redis.info(), redis.options.db ?? 0, isNode), await scripts(redis), await clock(redis)];
  } catch (error) {
    return [unusable(refusal ?? error)];
  } finally {
    redis.disconnect();
  }
}

function unusable(error: unknown): Finding {
  const reason = error instanceof Error ? error : new Error(String(error));
  const known = wrongAddress(reason);
  if (!(known instanceof UnusableRedis)) return fault('Redis', `REDIS_URL cannot be used: ${reason.message}`, EXAMPLE);
  const [told = '', ...lines] = known.message.split('\n');
  return fault('Redis', told, ...lines.map((line) => line.trim()));
}

function facts(info: string, db: number, isNode: boolean): readonly Finding[] {
  const of = (name: string): string => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';
  const inCluster = of('cluster_enabled') === '1';
  if (inCluster !== isNode) return [wrongKind(inCluster)];
  return [server(of('redis_version'), isNode ? 'node' : of('role'), db), memory(Number(of('maxmemory')), of('maxmemory_policy'))];
}

function wrongKind(inCluster: boolean): Finding {
  if (inCluster)
    return fault('Redis', 'REDIS_URL names a node of a cluster', 'set: REDIS_URL=redis://user:password@cache.example.com:6379/?cluster');
  return fault('Redis', 'REDIS_URL asks for a cluster, and this is none', EXAMPLE);
}

function server(version: string, role: string, db: number): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < LEAST_VERSION[0] || (major === LEAST_VERSION[0] && minor < LEAST_VERSION[1]);
  if (isOld) return fault('Redis', `is version ${version}; the service takes ${LEAST_VERSION.join('.')} or newer`);
  if (role === 'slave')
    return fault('Redis', 'REDIS_URL names a replica, which takes no writes', 'set: REDIS_URL=redis://primary.example.com:6379');
  return ok('Redis', `version ${version}, ${role === 'node' ? 'a node of a cluster' : `the primary, database ${db}`}`);
}

/** docs/operations/scaling.md#redis */
function memory(limit: number, policy: string): Finding {
  const told = `maxmemory is ${limit === 0 ? 'not set' : `${Math.round(limit / 2 ** 20)} MB`}, policy ${policy}`;
  if (policy !== 'noeviction')
    return warning(
      'Redis',
      `${told}: a budget that is evicted is made whole`,
      'run: CONFIG SET maxmemory-policy noeviction   (and in redis.conf)',
    );
  if (limit === 0)
    return warning('Redis', `${told}: it grows until the machine has no more`, 'run: CONFIG SET maxmemory 256mb   (and in redis.conf)');
  return ok('Redis', told);
}

/** Most steps are scripts; a user of an ACL may lack the right. */
async function scripts(redis: Redis): Promise<Finding> {
  try {
    await redis.eval('return 1', 0);
    return ok('Redis', 'runs scripts');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fault('Redis', `runs no scripts: ${reason}`, 'run: ACL SETUSER castellan ~castellan:* +@all -@admin -@dangerous +info');
  }
}

async function clock(redis: Redis): Promise<Finding> {
  const askedAt = Date.now();
  const [seconds, micros] = await redis.time();
  return clockFinding('Redis', Number(seconds) * 1000 + Number(micros) / 1000, askedAt, Date.now());
}
