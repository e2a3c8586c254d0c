import { DataSource } from 'typeorm';
import { eventually } from '../app/eventually.js';
import { HttpClient } from '../http/client.js';
import { someAddress } from '../http/some-address.js';
import type { Meeting, ReceivedMail } from '../people/people.js';
import { REAL_TIME, type TimeSource } from '../people/second-factor.js';
import { freePort } from '../service/free-port.js';
import { Balancer } from './balancer.js';
import { ClusterNode } from './node.js';

export interface ClusterParts {
  /** A database with all tables. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Of the API; three, unless told. */
  readonly nodes?: number;
  readonly panel?: boolean;
  /** For all processes. */
  readonly environment?: NodeJS.ProcessEnv;
  /** For one node of the API, counted from 0. */
  readonly environmentOf?: (node: number) => NodeJS.ProcessEnv;
}

/** Some processes of the built service on one PostgreSQL and one Redis, behind a real haproxy. */
export class Cluster implements Meeting, TimeSource {
  readonly clock = REAL_TIME.clock;
  readonly advance = (ms: number): Promise<void> => REAL_TIME.advance(ms);

  private constructor(
    readonly nodes: readonly ClusterNode[],
    readonly panel: ClusterNode | null,
    readonly balancer: Balancer,
    private readonly source: DataSource,
  ) {}

  /** All processes at once, as after a power cut. */
  static async start({ databaseUrl, redisUrl, nodes = 3, panel = false, ...more }: ClusterParts): Promise<Cluster> {
    const port = await freePort();
    const shared = {
      PUBLIC_URL: `http://localhost:${port}`,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      LOG_LEVEL: 'warn',
      TWO_FACTOR_POLICY: 'optional',
      ...more.environment,
    };
    const api = await inTurn(nodes, (n) => ClusterNode.create(`n${n + 1}`, 'api', { ...shared, ...more.environmentOf?.(n) }));
    const [admin = null] = await inTurn(panel ? 1 : 0, () => ClusterNode.create('p1', 'panel', shared));
    await Promise.all([...api, ...(admin ? [admin] : [])].map((node) => node.start()));
    const balancer = await Balancer.start(port, api.map(addressOf), admin ? addressOf(admin) : undefined);
    const source = await new DataSource({ type: 'postgres', url: databaseUrl }).initialize();
    return new Cluster(api, admin, balancer, source);
  }

  /** A script that comes from `address`, any unless told, whose requests go to the nodes in turn. */
  client(address = someAddress()): HttpClient {
    return new HttpClient(this.balancer.base, { 'x-forwarded-for': address });
  }

  /** The node whose turn it is: of parallel work each gets its part. */
  node(turn: number): ClusterNode {
    return this.nodes[turn % this.nodes.length]!;
  }

  /** The newest mail to the address, once the queue has delivered at least `count`. */
  mailTo(address: string, count = 1): Promise<ReceivedMail> {
    const inbox = async (): Promise<readonly ReceivedMail[]> =>
      (await this.client('127.0.0.1').get(`/dev/inbox?to=${encodeURIComponent(address)}`, { accept: 'application/json' })).body.results;
    return eventually(inbox, ({ length }) => length >= count).then(([newest]) => newest!);
  }

  /** Past all nodes. */
  async sql<T>(text: string, parameters: readonly unknown[] = []): Promise<readonly T[]> {
    return this.source.query<readonly T[]>(text, [...parameters]);
  }

  async remove(): Promise<void> {
    await this.source.destroy();
    await this.balancer.remove();
    await Promise.all([...this.nodes, ...(this.panel ? [this.panel] : [])].map((node) => node.remove()));
  }
}

const addressOf = ({ port }: ClusterNode): string => `127.0.0.1:${port}`;

/** Ports are free only until somebody takes them: one after the other. */
async function inTurn<T>(count: number, make: (n: number) => Promise<T>): Promise<readonly T[]> {
  const made: T[] = [];
  for (let n = 0; n < count; n += 1) made.push(await make(n));
  return made;
}
