import { HaproxyFile } from '../deploy/haproxy-file.js';
import { emptyRedis } from '../stores/empty-redis.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../stores/throwaway-database.js';
import { Cluster, type ClusterParts } from './cluster.js';

const stores = process.env['DATABASE_URL'] && process.env['REDIS_URL'];

/** Only where there are PostgreSQL, Redis and haproxy; where everything must run, a missing haproxy fails. */
export const describeCluster = stores && (HaproxyFile.isInstalled || process.env['CI']) ? describe : describe.skip;

type ClusterHere = Omit<ClusterParts, 'databaseUrl' | 'redisUrl'>;

/**
 * A cluster for the tests of this block, on a database of its own: started before the first, ended after the last.
 * @param how what else it is made of, once its database is there
 */
export function withCluster(how: (database: ThrowawayDatabase) => ClusterHere | Promise<ClusterHere> = () => ({})): () => Cluster {
  let database: ThrowawayDatabase | null = null;
  let cluster: Cluster | undefined;
  beforeAll(async () => {
    database = (await throwawayDatabase('tables'))!;
    cluster = await Cluster.start({ ...(await how(database)), databaseUrl: database.url, redisUrl: (await emptyRedis())! });
  });
  afterAll(async () => {
    await cluster?.remove();
    await database?.drop();
  });
  return () => {
    if (!cluster) throw new Error('The cluster does not run yet: it is asked outside of a test.');
    return cluster;
  };
}
