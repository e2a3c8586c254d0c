import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { mountCastellan } from 'castellan';
import { actingAs, CastellanTesting, lastMail, travel } from 'castellan/testing';
import { AppModule } from './mounted-app.js';

describe('the shop', () => {
  let app: INestApplication;
  beforeAll(async () => {
    const builder = Test.createTestingModule({ imports: [AppModule] });
    const module = await CastellanTesting.replace(builder).compile(); // in the place of the options of CastellanModule.forRoot
    app = module.createNestApplication({ logger: false });
    mountCastellan(app);
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  const ask = async (path: string, init?: RequestInit) => fetch((await app.getUrl()) + path, init);

  it('knows who is signed in, until their token is too old', async () => {
    const { headers, user } = await actingAs(app, { aal: 2, permissions: ['users.view'] });

    expect(await (await ask('/auth/api/auth/me/', { headers })).json()).toMatchObject({ id: user.id });
    travel('16m');
    expect((await ask('/auth/api/auth/me/', { headers })).status).toBe(401);
  });

  it('mails a link to whoever signs up', async () => {
    const body = JSON.stringify({ email: 'ada@example.org', password: 'a lantern by the harbour' });
    await ask('/auth/api/auth/signup/', { method: 'POST', headers: { 'content-type': 'application/json' }, body });

    const { links } = await lastMail('ada@example.org');
    expect(links[0]).toContain('/auth/verify-account?');
  });
});
