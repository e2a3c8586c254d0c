import { because } from '@castellan/accounts';
import { ApiKeys } from '@castellan/api-keys';
import type { TestApp } from '../app/test-app.js';
import { HOST } from '../people/operators.js';
import { rowsLeftBy } from './rows-left.js';

/** A key is made, and revoked twice: the audit log tells of both once. */
export async function expectKeysOfMachines(app: Pick<TestApp, 'get'>): Promise<void> {
  const given = { name: 'back office', permissions: ['users.view', 'groups.view'], cidrs: ['198.51.100.7', '2001:DB8::/32'] };
  let targetId = '';
  const work = async (): Promise<void> => {
    targetId = (await app.get(ApiKeys).create(HOST, given)).key.id;
    for (const _ of [1, 2]) await app.get(ApiKeys).revoke(because(HOST, 'It stood in a log.'), targetId);
  };
  expect(await rowsLeftBy(app, work)).toMatchObject([
    {
      action: 'api_key.created',
      targetId,
      reason: null,
      changes: {
        name: [null, 'back office'],
        permissions: [[], ['groups.view', 'users.view']],
        cidrs: [[], ['198.51.100.7/32', '2001:db8::/32']],
      },
    },
    { action: 'api_key.revoked', targetId, reason: 'It stood in a log.', changes: { name: ['back office', null] } },
  ]);
}
