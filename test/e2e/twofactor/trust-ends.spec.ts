import { PasswordAssignment, TwoFactorReset } from '@castellan/accounts';
import { HOST } from '../../support/people/operators.js';
import { someone } from '../../support/people/people.js';
import { KeptDeviceTokens, aProtectedUser, aTrustedDevice, idOf, linkTo, protect } from '../../support/people/second-factor.js';
import type { ProtectedPerson } from '../../support/people/second-factor.js';
import { withApp } from '../../support/app/with-app.js';
import { ageFactors } from '../../support/theft/accounts.js';

const NEW_PASSWORD = 'glass tundra orbit 9';

describe('trusted devices (the end of trust)', () => {
  const app = withApp({ THROTTLE_VERIFY_2FA: 'off', BACKUP_CODES_COUNT: '2' });

  const post = (path: string, body: object = {}, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);
  const kept = new KeptDeviceTokens();
  const isAsked = async ({ email, password }: ProtectedPerson, device: string): Promise<boolean> => {
    const answer = await post('login', { email, password, transport: 'bearer', device_token: kept.of(device) });
    kept.keep(device, answer);
    return answer.body.requires_2fa === true;
  };

  const endings: readonly (readonly [string, (ada: ProtectedPerson) => Promise<Partial<ProtectedPerson>>])[] = [
    [
      'with a change of password',
      async ({ password, session }) => {
        await post('change-password', { old_password: password, new_password: NEW_PASSWORD }, session.bearer);
        return { password: NEW_PASSWORD };
      },
    ],
    [
      'with a reset of the password',
      async ({ email, password }) => {
        await ageFactors(app, { email, password });
        await post('password-reset', { email });
        await post('password-reset-confirm', { ...(await linkTo(app, email, 'password-reset-confirm')), new_password: NEW_PASSWORD });
        return { password: NEW_PASSWORD };
      },
    ],
    [
      'with a password that an operator sets',
      async (ada) => {
        await app.get(PasswordAssignment).set(HOST, await idOf(app, ada), NEW_PASSWORD);
        return { password: NEW_PASSWORD };
      },
    ],
    [
      'with a change of address',
      async ({ session }) => {
        const { email } = someone();
        await post('change-email', { new_email: email }, session.bearer);
        await post('change-email-confirm', await linkTo(app, email, 'change-email-confirm'));
        return { email };
      },
    ],
    [
      'with new backup codes',
      async ({ password, session }) => {
        expect((await post('2fa/backup-codes', { password }, session.bearer)).status).toBe(200);
        return {};
      },
    ],
    [
      'when the second factor is turned off and on again',
      async (ada) => {
        await post('2fa/disable', { password: ada.password, code: ada.backupCodes[0] }, ada.session.bearer);
        return protect(app, ada);
      },
    ],
    [
      'when an operator turns the second factor off',
      async (ada) => {
        await app.get(TwoFactorReset).reset(HOST, await idOf(app, ada), 'Lost phone');
        return protect(app, ada);
      },
    ],
  ];

  it.each(endings)('%s', async (_, end) => {
    const ada = await aProtectedUser(app);
    const device = await aTrustedDevice(app, ada);
    expect(await isAsked(ada, device)).toBe(false);
    const changed = { ...ada, ...(await end(ada)) };
    expect(await isAsked(changed, device)).toBe(true);
  });
});
