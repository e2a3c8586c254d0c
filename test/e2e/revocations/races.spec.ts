import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Transaction } from '@castellan/data';
import { withApp } from '../../support/app/with-app.js';
import type { TestApp } from '../../support/app/test-app.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { Follower } from '../../support/revocations/feed.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;

/** The embedded database commits one transaction after the other: nothing there can be late. */
onServers('The feed, on several nodes', () => {
  const app = withApp();
  let other: TestApp;
  beforeAll(async () => {
    other = await app.anotherNode();
  });
  afterAll(() => other.close());

  /** Ends a session by hand in a transaction that is committed when it is told to. */
  const revoked = async (sid: string, meanwhile: () => Promise<unknown>): Promise<void> => {
    const transaction = app.get(Transaction);
    await transaction.run(async () => {
      await transaction.query(`INSERT INTO revocations (xid, session_id, at) VALUES (pg_current_xact_id()::text::bigint, $1, now())`, [
        sid,
      ]);
      await meanwhile();
    });
  };

  it('tells of what is committed late, although what was written after it was told (a revocation passed over)', async () => {
    const follower = await Follower.caughtUp(app);
    const [late, early] = [randomUUID(), randomUUID()];
    let commit = (): void => {};
    const committed = new Promise<void>((resolve) => (commit = resolve));
    let lateOne = Promise.resolve();
    await new Promise<void>((resolve) => {
      lateOne = revoked(late, () => {
        resolve();
        return committed;
      });
    });
    await revoked(early, () => Promise.resolve());
    const told = (await follower.all()).map(({ sid }) => sid);
    commit();
    await lateOne;

    expect(told).toEqual([early]);
    expect((await follower.all()).map(({ sid }) => sid)).toEqual([late]);
    expect(await follower.all()).toEqual([]);
  });

  it('tells of each of many parallel ones once, at whichever node it is asked', async () => {
    const follower = await Follower.caughtUp(app);
    const sids = Array.from({ length: 60 }, () => randomUUID());
    const told: (string | undefined)[] = [];
    const done = new AbortController();
    const following = (async () => {
      for (let turn = 0; !done.signal.aborted; turn += 1)
        told.push(...(await follower.at(turn % 2 === 0 ? app : other).all()).map(({ sid }) => sid));
      told.push(...(await follower.all()).map(({ sid }) => sid));
    })();
    for (let batch = 0; batch < 60; batch += 6) {
      await Promise.all(sids.slice(batch, batch + 6).map((sid, index) => revoked(sid, () => sleep((index * 37) % 90))));
    }
    done.abort();
    await following;

    expect(told.toSorted()).toEqual(sids.toSorted());
  });

  it('wakes whoever waits at another node than the one that revokes, within a second', async () => {
    const follower = (await Follower.caughtUp(app)).at(other);
    const session = await signInBearer(app, await aUser(app));
    const waited = follower.ask(10);
    await sleep(300);
    const since = performance.now();
    await app.client().post('/api/auth/logout/', { refresh: session.refresh });

    expect((await waited).results).toMatchObject([{ sid: session.sessionId }]);
    expect(performance.now() - since).toBeLessThan(1_000);
  });

  it('goes on at a node that was started after the cursor was given, and answers whoever waits when one ends', async () => {
    const follower = await Follower.caughtUp(app);
    const sid = randomUUID();
    const young = await app.anotherNode();
    const waited = follower.at(young).ask(20);
    await sleep(300);
    await young.close();
    expect(await waited).toMatchObject({ results: [], more: false });
    await revoked(sid, () => Promise.resolve());

    expect((await follower.at(other).all()).map((told) => told.sid)).toEqual([sid]);
  });
});
