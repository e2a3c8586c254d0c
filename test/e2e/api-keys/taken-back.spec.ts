import { AccountStatus, PanelSessions, PasswordAssignment, TOTP, UserDirectory } from '@castellan/accounts';
import { aMachine, ITS_PERMISSION, OPENED } from '../../support/api-keys/keys.js';
import type { Machine } from '../../support/api-keys/keys.js';
import { withApp } from '../../support/app/with-app.js';
import { HOST, OPERATOR, operatorOf } from '../../support/people/operators.js';
import { aProtectedUser, idOf, linkTo, signInWithBoth } from '../../support/people/second-factor.js';

const DAY_MS = 24 * 3_600_000;

describe('the API keys of an account that is taken back', () => {
  const app = withApp();
  const statusOf = async ({ bearer }: Machine) => (await app.client().get(OPENED, bearer)).status;

  it('are revoked as far as a thief may have made them (a way in that outlives the report)', async () => {
    const person = await aProtectedUser(app);
    const id = await idOf(app, person);
    await app.advance(1_000); // whoever becomes staff loses what they set up at that very moment
    await app.get(AccountStatus).setStaff(HOST, id, true);
    await app.get(AccountStatus).setSuperuser(HOST, id, true);
    const atPanel = async () => {
      const session = await app.get(PanelSessions).open((await app.get(UserDirectory).find(id))!, TOTP, OPERATOR);
      return operatorOf(app, session!.token);
    };
    const own = await aMachine(app, [ITS_PERMISSION], { maker: await atPanel() });
    await app.advance(10 * DAY_MS);
    await signInWithBoth(app, person);
    const thiefs = await aMachine(app, [ITS_PERMISSION], { maker: await atPanel() });
    expect(await statusOf(thiefs)).toBe(200);

    const link = await linkTo(app, person.email, 'report-sign-in');
    expect(await app.client().post('/api/auth/report-sign-in/', link)).toMatchObject({ status: 200 });
    await app.get(PasswordAssignment).set(HOST, id, 'a new password for 2026');

    expect(await statusOf(own)).toBe(200);
    expect(await app.client().get(OPENED, thiefs.bearer)).toMatchObject({ status: 401, body: { reason: 'revoked' } });
    expect(
      await app.sql(`SELECT action, actor_kind, reason FROM audit_log WHERE target_id = $1 ORDER BY seq`, [thiefs.key.id]),
    ).toMatchObject([
      { action: 'api_key.created' },
      {
        action: 'api_key.revoked',
        actor_kind: 'system',
        reason: 'A sign-in of its maker was reported, or a change of their address undone.',
      },
    ]);
  });
});
