import 'reflect-metadata';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AccessTesting } from '@castellan/access/testing';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AppModule } from '../src/app.module.js';

describe('deliveries', () => {
  const castellan = new AccessTesting();
  let app: INestApplication;
  before(async () => {
    const module = await castellan.replace(Test.createTestingModule({ imports: [AppModule] })).compile();
    app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
  });
  after(() => app.close());

  const call = async (path: string, init: RequestInit = {}) => fetch(`${await app.getUrl()}/deliveries${path}`, init);

  it('are everybody’s own', async () => {
    const { headers, userId } = castellan.actingAs(app);
    const answer = await call('', { headers });

    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), [{ userId, arrives: 'tomorrow' }]);
    assert.equal((await call('')).status, 401);
    assert.equal((await call('/open')).status, 200);
  });

  it('are redirected by a second factor alone', async () => {
    const status = async (aal: 1 | 2) =>
      (await call('/redirect', { method: 'POST', headers: castellan.actingAs(app, { aal }).headers })).status;

    assert.deepEqual([await status(1), await status(2)], [403, 201]);
  });

  it('are nobody’s by a token of somebody else’s', async () => {
    const { headers } = new AccessTesting().actingAs(app);

    assert.equal((await call('', { headers })).status, 401);
  });
});
