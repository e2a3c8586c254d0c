import { RevocationFeed } from '@castellan/accounts';
import { ApiKeys } from '@castellan/api-keys';
import { aMachine, COMMAND } from '../../support/api-keys/keys.js';
import { eventually } from '../../support/app/eventually.js';
import { withApp } from '../../support/app/with-app.js';

describe('the feed of revocations for a key that is revoked', () => {
  const app = withApp();

  it('ends at once, also what it waits for already (a stolen key goes on listening)', async () => {
    const { key, bearer } = await aMachine(app, ['revocations.view']);
    const ask = (wait: number, after = '') =>
      app.client().get(`/api/auth/revocations/?wait=${wait}&after=${encodeURIComponent(after)}`, bearer);
    const { body } = await ask(0);
    const asked = performance.now();
    const waiting = ask(20, body.cursor as string);
    await eventually(
      () => Promise.resolve(app.get(RevocationFeed).waiting),
      (count) => count === 1,
    );

    await app.get(ApiKeys).revoke(COMMAND, key.id);

    expect((await waiting).body).toMatchObject({ results: [] });
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect((await ask(0)).status).toBe(401);
  });
});
