import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../support/app/eventually.js';
import { underLoad } from '../../support/cluster/load.js';
import { aHeldSession, type HeldSession, me, refusedAfter, revoke } from '../../support/cluster/sessions.js';
import type { ClusterNode } from '../../support/cluster/node.js';
import { describeCluster, withCluster } from '../../support/cluster/with-cluster.js';
import { tally, times } from '../../support/people/second-factor.js';
import { type Network, startNetwork } from '../../support/stores/network.js';
import { PgBouncer } from '../../support/stores/pg-bouncer.js';

/** docs/reference/contract.md, “Tokens and sessions”. */
const WITHIN_MS = 1_000;
const [HERE, FAR, POOLED] = [0, 1, 2] as const;

const describeHere = PgBouncer.isInstalled || process.env['CI'] ? describeCluster : describe.skip;

/** One is beside the database, one behind a network that fails, one behind a pooler that shares its sessions. */
describeHere('A revocation, on three nodes', () => {
  let network: Network;
  let bouncer: PgBouncer;
  const cluster = withCluster(async ({ url }) => {
    network = await startNetwork(url);
    bouncer = await PgBouncer.start(url, 'transaction');
    const ways = [{}, { DATABASE_URL: network.url }, { DATABASE_URL: bouncer.url, DATABASE_DIRECT_URL: url }];
    return { environmentOf: (node) => ways[node]! };
  });
  afterAll(async () => {
    network.close();
    await bouncer.remove();
  });

  /** All nodes refuse the session within a second from now. */
  const isRefusedEverywhere = (session: HeldSession): Promise<readonly number[]> => {
    const since = performance.now();
    return Promise.all(cluster().nodes.map((node) => refusedAfter(node, session, since, WITHIN_MS)));
  };

  describe.each([HERE, FAR, POOLED])('made at node %i', (index) => {
    const node = (): ClusterNode => cluster().node(index);

    it('by a sign-out is known to all within a second', async () => {
      for (let round = 0; round < 5; round += 1) {
        const session = await aHeldSession(cluster());
        await revoke(node(), session);
        await isRefusedEverywhere(session);
      }
    });

    it('by another session, by all others, and by a new password is known to all within a second', async () => {
      const own = await aHeldSession(cluster());
      const another = () => aHeldSession(cluster(), own.person);
      const [one, all, older] = [await another(), await another(), await another()];
      const client = node().client();
      await client.delete(`/api/auth/sessions/${one.sessionId}/`, own.bearer);
      await isRefusedEverywhere(one);
      const password = { old_password: own.person.password, new_password: 'a staple that is quite new 5' };
      expect((await client.post('/api/auth/change-password/', password, older.bearer)).status).toBe(200);
      await Promise.all([own, all, older].map(isRefusedEverywhere)); // its own session has new tokens
    });
  });

  it('is never missed while connections that listen are cut again and again', async () => {
    const cut = async (): Promise<void> => {
      await cluster().sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'castellan revocations'
        AND datname = current_database()`);
      await sleep(300);
    };
    const { done } = await underLoad(1, cut, async () => {
      for (let round = 0; round < 10; round += 1) {
        const session = await aHeldSession(cluster());
        await revoke(cluster().node(round), session);
        await isRefusedEverywhere(session);
      }
    });
    expect(done).toBeGreaterThan(1);
  });

  it('is not passed over by a node whose network to the database is frozen', async () => {
    const sessions = await Promise.all([1, 2, 3].map(() => aHeldSession(cluster())));
    network.beSilent();
    await Promise.all(sessions.map((session) => revoke(cluster().node(HERE), session)));
    await sleep(WITHIN_MS);
    const asked = sessions.map((session) => me(cluster().node(FAR), session));
    await sleep(WITHIN_MS);
    network.speak();
    expect((await Promise.all(asked)).filter(({ status }) => status !== 401 && status !== 503)).toEqual([]);
    await eventually(
      () => me(cluster().node(FAR), sessions[0]!),
      ({ status }) => status === 401,
    );
  });

  it('is known to the very first answers of a node that was stopped and goes on (SIGSTOP, SIGCONT)', async () => {
    const node = cluster().node(FAR);
    for (let round = 0; round < 3; round += 1) {
      const session = await aHeldSession(cluster());
      node.pause();
      await revoke(cluster().node(POOLED), session);
      const asked = times(10, () => me(node, session));
      await sleep(WITHIN_MS);
      node.resume();
      expect(tally(await asked)).toEqual({ session_ended: 10 });
    }
  });
});
