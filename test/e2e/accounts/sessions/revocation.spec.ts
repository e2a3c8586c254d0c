import { LiveSessions } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import { aUser, signInBearer } from '../../../support/people/people.js';
import { withApp } from '../../../support/app/with-app.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;

describe(LiveSessions.name, () => {
  const app = withApp();

  it('asks the database nothing for a session it knows', async () => {
    const { bearer } = await signInBearer(app, await aUser(app));
    await app.client().get('/api/auth/me/', bearer);
    await app.get(AuthEvents).flush(); // nothing of the sign-in is still to be written
    const queries = jest.spyOn(app.get(Transaction), 'query');
    for (let count = 0; count < 5; count += 1) expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(200);
    expect(queries).not.toHaveBeenCalled();
    queries.mockRestore();
  });

  it('refuses the very next request on the same node', async () => {
    const { bearer, refresh } = await signInBearer(app, await aUser(app));
    for (let count = 0; count < 3; count += 1) expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(200);
    await app.client().post('/api/auth/logout/', { refresh });
    expect((await app.client().get('/api/auth/me/', bearer)).body).toMatchObject({ status: 401, code: 'session_ended', reason: 'logout' });
  });

  it('lets no request through that began after the sign-out was answered, under load', async () => {
    const { bearer, refresh } = await signInBearer(app, await aUser(app));
    let isOut = false;
    let late = 0;
    const knock = async (): Promise<void> => {
      for (let count = 0; count < 30; count += 1) {
        const beganAfter = isOut;
        const { status } = await app.client().get('/api/auth/me/', bearer);
        if (beganAfter && status === 200) late += 1;
      }
    };
    const out = app.client().post('/api/auth/logout/', { refresh });
    await Promise.all([...Array.from({ length: 8 }, knock), out.then(() => (isOut = true))]);
    expect(late).toBe(0);
  });

  onServers('on two nodes', () => {
    it('refuses within one second on the other node', async () => {
      const other = await app.anotherNode();
      try {
        const { bearer, refresh } = await signInBearer(app, await aUser(app));
        expect((await other.client().get('/api/auth/me/', bearer)).status).toBe(200);
        await app.client().post('/api/auth/logout/', { refresh });
        const deadline = performance.now() + 1000;
        let status = 200;
        while (status === 200 && performance.now() < deadline) status = (await other.client().get('/api/auth/me/', bearer)).status;
        expect(status).toBe(401);
      } finally {
        await other.close();
      }
    });

    it('keeps fifty parallel refreshes on one chain, across the nodes', async () => {
      const other = await app.anotherNode();
      try {
        const { refresh } = await signInBearer(app, await aUser(app));
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_, index) => (index % 2 ? app : other).client().post('/api/auth/refresh/', { refresh })),
        );
        expect(answers.every(({ status }) => status === 200)).toBe(true);
        expect(new Set(answers.map(({ body }) => body.refresh)).size).toBe(1);
      } finally {
        await other.close();
      }
    });
  });
});
