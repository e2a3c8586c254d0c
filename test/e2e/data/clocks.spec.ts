import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { HttpClient } from '../../support/http/client.js';
import type { Answer } from '../../support/http/client.js';
import { bearerSession, someone } from '../../support/people/people.js';
import { ROOT } from '../../support/root.js';
import { ServiceHome } from '../../support/service/home.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;
const SHIFT_MS = 30_000;
const ACCESS_TTL_MS = 15 * 60_000;

/** Two nodes whose machines disagree by a minute: windows and graces are the database's. */
onServers('Two nodes with wrong clocks', () => {
  let database: ThrowawayDatabase;
  let source: DataSource;
  const homes: ServiceHome[] = [];
  beforeAll(async () => {
    database = (await throwawayDatabase('tables'))!;
    // the one ahead first: it makes the signing key of the fresh database
    for (const shift of [SHIFT_MS, -SHIFT_MS]) {
      const home = await ServiceHome.create({
        DATABASE_URL: database.url,
        REDIS_URL: process.env['REDIS_URL'],
        PUBLIC_URL: homes[0]?.base,
        NODE_OPTIONS: `--import ${join(ROOT, 'test/support/service/shifted-clock.mjs')}`,
        CLOCK_SHIFT_MS: String(shift),
      });
      homes.push(home);
      await home.start();
    }
    source = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    for (const home of homes) await home.remove();
    await database.drop();
  });

  const [AHEAD, BEHIND] = [0, 1] as const;
  const client = (node: number): HttpClient => homes[node]!.client();
  const refresh = (node: number, token: string): Promise<Answer> => client(node).post('/api/auth/refresh/', { refresh: token });
  const me = async (node: number, access: string): Promise<number> =>
    (await client(node).get('/api/auth/me/', { authorization: `Bearer ${access}` })).status;
  const signIn = async (node: number) => {
    const person = someone();
    await client(node).post('/api/auth/signup/', person);
    const answer = await client(node).post('/api/auth/login/', { ...person, transport: 'bearer' });
    expect(answer.status).toBe(200);
    return { ...bearerSession(answer), expiresAt: Date.parse(answer.body.tokens.access_expires_at) };
  };

  it.each([AHEAD, BEHIND])('sign people in on a fresh database, and believe each other’s tokens (%i)', async (node) => {
    const { access, expiresAt } = await signIn(node);
    expect(await me(node, access)).toBe(200);
    expect(await me(1 - node, access)).toBe(200);
    const [{ now }] = await source.query<[{ now: Date }]>('SELECT clock_timestamp() AS now');
    expect(Math.abs(expiresAt - now.getTime() - ACCESS_TTL_MS)).toBeLessThan(5000);
  });

  it.each([AHEAD, BEHIND])('take a second tab for no thief, whichever rotated (%i)', async (node) => {
    const { refresh: token } = await signIn(node);
    const first = await refresh(node, token);
    const second = await refresh(1 - node, token);
    expect([second.status, second.body.refresh]).toEqual([200, first.body.refresh]);
  });

  it.each([AHEAD, BEHIND])('let no copy of a spent refresh token in after the grace, whichever rotated (%i)', async (node) => {
    const { refresh: token, sessionId } = await signIn(node);
    await refresh(node, token);
    await source.query(`UPDATE sessions SET rotated_at = rotated_at - interval '10 seconds' WHERE id = $1`, [sessionId]);
    expect((await refresh(1 - node, token)).body).toMatchObject({ code: 'session_ended', reason: 'reuse_detected' });
  });

  it.each([AHEAD, BEHIND])('keep a device through a second tab, whichever signed in first (%i)', async (node) => {
    const person = someone();
    await client(node).post('/api/auth/signup/', person);
    const login = async (on: number, more: object = {}) =>
      (await client(on).post('/api/auth/login/', { ...person, transport: 'bearer', ...more })).body.device_token as string;
    const device_token = await login(node);
    expect(await login(1 - node, { device_token })).toBe(await login(node, { device_token }));
  });
});
