import type { AttemptCase, Attempts } from '../../../../support/log/attempts.js';
import { plain } from '../../../../support/people/avatars.js';
import { aUser, PASSWORD, someone } from '../../../../support/people/people.js';
import { aProtectedUser, pendingSignIn, verifyLogin, WRONG_CODE } from '../../../../support/people/second-factor.js';

/** Codes, phones, second factors, and who people are. */
export const factors = (on: Attempts): readonly AttemptCase[] => [
  ['otp_requested success null', 'otp/request', () => on.post('otp/request', { identifier: someone().email })],
  ['otp_requested failure validation_failed', 'otp/request, no identifier', () => on.post('otp/request', { identifier: 'nobody' })],
  [
    'otp_requested failure throttled',
    'otp/request, again',
    async () => {
      const identifier = someone().email;
      await on.post('otp/request', { identifier });
      return on.post('otp/request', { identifier });
    },
  ],
  [
    'otp_verified success null',
    'otp/verify',
    async () => {
      const { email } = await aUser(on.app);
      await on.post('otp/request', { identifier: email });
      return on.post('otp/verify', { identifier: email, otp_code: await on.mailedCode(email) });
    },
  ],
  [
    'otp_verified failure wrong_code',
    'otp/verify, wrong',
    () => on.post('otp/verify', { identifier: someone().email, otp_code: '000000' }),
  ],
  ['phone_change_requested success null', 'phone', () => on.as(({ bearer }) => on.post('phone', { phone: on.aNumber() }, bearer))],
  [
    'phone_change_requested failure validation_failed',
    'phone, none',
    () => on.as(({ bearer }) => on.post('phone', { phone: '12' }, bearer)),
  ],
  [
    'phone_verified success null',
    'phone/confirm',
    () =>
      on.as(async ({ bearer }) => {
        const phone = on.aNumber();
        await on.post('phone', { phone }, bearer);
        return on.post('phone/confirm', { code: await on.mailedCode(phone) }, bearer);
      }),
  ],
  [
    'phone_verified failure wrong_code',
    'phone/confirm, wrong',
    () => on.as(({ bearer }) => on.post('phone/confirm', { code: '000000' }, bearer)),
  ],
  [
    'phone_removed success unchanged',
    'DELETE phone, none',
    () => on.as(({ bearer }) => on.app.client().delete('/api/auth/phone/', bearer)),
  ],
  ['twofactor_setup success null', '2fa/setup', () => on.as(({ bearer }) => on.post('2fa/setup', {}, bearer))],
  [
    'twofactor_setup failure already_enabled',
    '2fa/setup, enabled',
    async () => on.post('2fa/setup', {}, (await aProtectedUser(on.app)).session.bearer),
  ],
  [
    'twofactor_enabled success null',
    '2fa/enable',
    async () => on.post('2fa/backup-codes', {}, (await aProtectedUser(on.app)).session.bearer),
  ],
  [
    'twofactor_enabled failure wrong_code',
    '2fa/enable, wrong',
    () => on.as(({ bearer }) => on.post('2fa/enable', { code: WRONG_CODE }, bearer)),
  ],
  [
    'twofactor_disabled success null',
    '2fa/disable',
    async () => {
      const { session, phone } = await aProtectedUser(on.app);
      return on.post('2fa/disable', { password: PASSWORD, code: await phone.nextCode() }, session.bearer);
    },
  ],
  [
    'twofactor_disabled failure not_enabled',
    '2fa/disable, off',
    () => on.as(({ bearer }) => on.post('2fa/disable', { password: PASSWORD, code: WRONG_CODE }, bearer)),
  ],
  [
    'twofactor_disabled failure wrong_code',
    '2fa/disable, wrong',
    async () => on.post('2fa/disable', { password: PASSWORD, code: WRONG_CODE }, (await aProtectedUser(on.app)).session.bearer),
  ],
  [
    'backup_codes_regenerated success null',
    '2fa/backup-codes',
    async () => on.post('2fa/backup-codes', { password: PASSWORD }, (await aProtectedUser(on.app)).session.bearer),
  ],
  [
    'backup_codes_regenerated failure wrong_password',
    '2fa/backup-codes, wrong',
    async () => on.post('2fa/backup-codes', { password: 'wrong' }, (await aProtectedUser(on.app)).session.bearer),
  ],
  ['twofactor_requested success null', 'login with a second factor on', async () => on.post('login', await withoutPhone(on))],
  [
    'twofactor success totp',
    'verify-login',
    async () => {
      const person = await aProtectedUser(on.app);
      return verifyLogin(on.app, await pendingSignIn(on.app, person), await person.phone.nextCode());
    },
  ],
  [
    'twofactor failure wrong_code',
    'verify-login, wrong',
    async () => verifyLogin(on.app, await pendingSignIn(on.app, await aProtectedUser(on.app)), WRONG_CODE),
  ],
  ['twofactor failure challenge_expired', 'verify-login, no such', () => verifyLogin(on.app, 'x'.repeat(43), WRONG_CODE)],
  ['profile_changed success null', 'PATCH profile', () => on.as((one) => on.patchProfile('{"bio":"b"}', one))],
  ['profile_changed success unchanged', 'PATCH profile, nothing', () => on.as((one) => on.patchProfile('{}', one))],
  ['profile_changed failure validation_failed', 'PATCH profile, bad', () => on.as((one) => on.patchProfile('{"timezone":"Mars"}', one))],
  ['avatar_changed success null', 'PUT avatar', () => on.as(async (one) => on.avatar(one, await plain().jpeg().toBuffer()))],
  ['avatar_changed failure validation_failed', 'PUT avatar, no picture', () => on.as((one) => on.avatar(one, Buffer.from('<svg/>')))],
  [
    'avatar_removed success unchanged',
    'DELETE avatar, none',
    () => on.as(({ bearer }) => on.app.client().delete('/api/profile/avatar/', bearer)),
  ],
];

async function withoutPhone({ app }: Attempts): Promise<object> {
  const { email, password } = await aProtectedUser(app);
  return { email, password };
}
