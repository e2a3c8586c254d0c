import { Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { withApp } from '../../support/app/with-app.js';
import { Page } from '../../support/documents/page.js';
import { aPasskeyUser, signInByPasskey, turnOnByPasskey } from '../../support/people/passkeys.js';
import type { PasskeyPerson } from '../../support/people/passkeys.js';
import { signInBearer } from '../../support/people/people.js';
import { idOf } from '../../support/people/second-factor.js';

const [, SQL = ''] = /^ {2}```sql\n(.*?)^ {2}```$/ms.exec(new Page('docs/operations/backup-and-upgrade.md').section('Upgrading')) ?? [];

describe('what old nodes left undone while passkeys came', () => {
  const app = withApp({ THROTTLE_PASSKEY_OPTIONS: 'off', THROTTLE_PASSKEY_LOGIN: 'off', BACKUP_CODES_COUNT: '2' });

  /** As a node without passkeys does it: two-step sign-in goes, for its secret is null, and the passkey stays. */
  const resetByOldNode = async (person: PasskeyPerson): Promise<void> => {
    const id = await idOf(app, person);
    await app.sql('DELETE FROM two_factor WHERE user_id = $1', [id]);
    await app.sql(
      `INSERT INTO auth_events (id, event, status, user_id, identifier, ip, created_at)
       SELECT gen_random_uuid(), 'password_reset', 'success', id, email, '192.0.2.1', now() + interval '1 minute' FROM users WHERE id = $1`,
      [id],
    );
  };
  const clean = async (): Promise<void> => {
    for (const statement of SQL.split(';').filter((part) => part.trim() !== '')) await app.sql(statement);
  };
  const stateOf = async (person: PasskeyPerson) => {
    const id = await idOf(app, person);
    const { enabled, backupCodesTotal } = await app.get(TwoFactor).stateOf(id);
    return { enabled, codes: backupCodesTotal, passkeys: await app.get(Passkeys).count(id) };
  };

  it('is done by the statements of the page: what outlived a way back, and what shuts its owner out', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
    const alone = await aPasskeyUser(app);
    const robbed = await turnOnByPasskey(app, await aPasskeyUser(app));
    await resetByOldNode(robbed);
    const shut = await turnOnByPasskey(app, await aPasskeyUser(app));
    await app.sql('DELETE FROM passkeys WHERE user_id = $1', [await idOf(app, shut)]);

    await clean();

    expect(await stateOf(ada)).toEqual({ enabled: true, codes: 4, passkeys: 1 });
    expect(await stateOf(alone)).toEqual({ enabled: false, codes: 2, passkeys: 1 });
    for (const person of [robbed, shut]) expect(await stateOf(person)).toEqual({ enabled: false, codes: 0, passkeys: 0 });
    expect((await signInByPasskey(app.client(), robbed.key)).body).toMatchObject({ code: 'invalid_passkey', reason: 'unknown_passkey' });
    expect((await signInBearer(app, shut)).access).toBeTruthy();
  });
});
