import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { mountCastellan } from 'castellan';
import { actingAs, CastellanTesting, lastMail, travel } from 'castellan/testing';
import { AppModule } from './mounted-app.js';

describe('the shop', () => {
  let app: INestApplication;
  before(async () => {
    const builder = Test.createTestingModule({ imports: [AppModule] });
    const module = await CastellanTesting.replace(builder).compile(); // in the place of the options of CastellanModule.forRoot
    app = module.createNestApplication({ logger: false });
    mountCastellan(app);
    await app.listen(0, '127.0.0.1');
  });
  after(() => app.close());

  const ask = async (path: string, init?: RequestInit) => fetch((await app.getUrl()) + path, init);

  it('knows who is signed in, until their token is too old', async () => {
    const { headers, user } = await actingAs(app, { aal: 2, permissions: ['users.view'] });
    const { id } = (await (await ask('/auth/api/auth/me/', { headers })).json()) as { id: string };

    assert.equal(id, user.id);
    travel('16m');
    assert.equal((await ask('/auth/api/auth/me/', { headers })).status, 401);
  });

  it('mails a link to whoever signs up', async () => {
    const body = JSON.stringify({ email: 'ada@example.org', password: 'a lantern by the harbour' });
    await ask('/auth/api/auth/signup/', { method: 'POST', headers: { 'content-type': 'application/json' }, body });

    const { links } = await lastMail('ada@example.org');
    assert.match(links[0] ?? '', /\/auth\/verify-account\?/);
  });
});
