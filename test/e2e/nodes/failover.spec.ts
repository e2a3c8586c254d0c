import { eventually } from '../../support/app/eventually.js';
import { lost, type Told, writeUntilRefused } from '../../support/cluster/acknowledged.js';
import { underLoad } from '../../support/cluster/load.js';
import type { ClusterNode } from '../../support/cluster/node.js';
import { describeCluster, withCluster } from '../../support/cluster/with-cluster.js';
import { TestMailServer } from '../../support/notifications/mail-server.js';
import { aUser, bearerSession, type Person } from '../../support/people/people.js';
import { times } from '../../support/people/second-factor.js';
import { type Network, startNetwork } from '../../support/stores/network.js';

const WORKERS = 8;
const SHUTDOWN_DELAY = '4s';

describeCluster('Three nodes under load', () => {
  let mails: TestMailServer;
  let wayToMails: Network;
  const cluster = withCluster(async () => {
    mails = await TestMailServer.start();
    wayToMails = await startNetwork(mails.url);
    return { environment: { SMTP_URL: wayToMails.url, BCRYPT_COST: '8', SHUTDOWN_DELAY } };
  });
  afterAll(async () => {
    wayToMails.close();
    await mails.stop();
  });

  const jobs = async (state: string): Promise<number> => {
    const [row] = await cluster().sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM pgboss.job WHERE state::text = ANY (string_to_array($1, ' ')) AND name NOT LIKE '\\_\\_%'`,
      [state],
    );
    return row!.n;
  };

  it('lose nothing they acknowledged when one is killed, and do its jobs', async () => {
    wayToMails.beSilent(); // each node is at some mails when one of them dies
    const told: Told[] = [];
    const areTold = (count: number) =>
      eventually(
        () => Promise.resolve(told.length),
        (length) => length >= count,
      );
    const writes = () => writeUntilRefused(cluster().client(), (one) => told.push(one));
    await underLoad(WORKERS, writes, async () => {
      await areTold(2 * WORKERS);
      await cluster().node(1).kill9();
      wayToMails.speak();
      await areTold(4 * WORKERS);
    });

    const missing: string[] = [];
    for (const one of told) missing.push(...(await lost(cluster().client(), one)));
    expect(missing).toEqual([]);

    await eventually(
      () => jobs('created retry'),
      (waiting) => waiting === 0,
    );
    expect(await jobs('active')).toBeGreaterThan(0); // the dead node's, which nobody may touch before they have expired
    await cluster().sql(`UPDATE pgboss.job SET started_on = started_on - expire_in WHERE state = 'active'`);
    await eventually(
      () => jobs('created retry active'),
      (left) => left === 0,
      60_000,
    );
    const reached = new Set(mails.received.flatMap(({ to }) => to));
    expect(told.filter(({ email }) => !reached.has(email))).toEqual([]);
    await cluster().node(1).start();
  }, 120_000);

  it('are restarted one after the other without a request that fails, nor a login in flight', async () => {
    const people = await times(WORKERS, () => aUser(cluster(), { verified: false }));
    const load = await underLoad(
      WORKERS,
      (worker) => visit(people[worker]!),
      async () => {
        for (const node of cluster().nodes) await restart(node, people);
      },
    );
    expect(load.failures).toEqual([]);
    expect(load.done).toBeGreaterThan(WORKERS);
  }, 180_000);

  /** As a supervisor would, and not before the balancer has it back. */
  const restart = async (node: ClusterNode, people: readonly Person[]): Promise<void> => {
    const before = comebacks(node);
    const inFlight = logins(node, people);
    expect(await node.stop()).toEqual({ code: 0, signal: null });
    expect((await inFlight).filter((status) => status !== 200)).toEqual([]);
    await node.start();
    await eventually(
      () => Promise.resolve(comebacks(node)),
      (now) => now > before,
    );
  };

  /** Signs in, looks at itself, and refreshes, through the balancer. */
  const visit = async (person: Person): Promise<void> => {
    const client = cluster().client();
    const answer = await client.post('/api/auth/login/', { ...person, transport: 'bearer' });
    if (answer.status !== 200) throw new Error(`login: ${answer.status} ${answer.text}`);
    let { bearer, refresh } = bearerSession(answer);
    for (let turn = 0; turn < 5; turn += 1) {
      const me = await client.get('/api/auth/me/', bearer);
      const renewed = await client.post('/api/auth/refresh/', { refresh });
      if (me.status !== 200 || renewed.status !== 200)
        throw new Error(`me ${me.status} ${me.text}, refresh ${renewed.status} ${renewed.text}`);
      [bearer, refresh] = [{ authorization: `Bearer ${renewed.body.access}` }, renewed.body.refresh];
    }
  };

  /** Straight to the node, and on their way when this is back. */
  const logins = async (node: ClusterNode, people: readonly Person[]): Promise<readonly number[]> =>
    Promise.all(people.map(async (person) => (await node.client().post('/api/auth/login/', { ...person, transport: 'bearer' })).status));

  /** How often the balancer has found that the node is back. */
  const comebacks = (node: ClusterNode): number =>
    cluster().balancer.log.match(new RegExp(`Server api/${node.name.replace('n', 'api-')} is UP`, 'g'))?.length ?? 0;
});
