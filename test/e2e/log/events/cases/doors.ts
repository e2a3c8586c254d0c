import { Budgets } from '@castellan/limits';
import { DAY_MS, NEW_PASSWORD, NO_LINK } from '../../../../support/log/attempts.js';
import type { AttemptCase, Attempts } from '../../../../support/log/attempts.js';
import { aUser, linkOf, signInBearer, someone } from '../../../../support/people/people.js';
import { aProtectedUser, idOf, linkTo, pendingSignIn, verifyLogin, WRONG_CODE } from '../../../../support/people/second-factor.js';

/** Ways in and out. */
export const doors = (on: Attempts): readonly AttemptCase[] => [
  ['register success null', 'signup', () => on.post('signup', someone())],
  ['register failure address_taken', 'signup, taken', async () => on.post('signup', { ...(await aUser(on.app)), password: NEW_PASSWORD })],
  ['register failure validation_failed', 'signup, weak password', () => on.post('signup', { ...someone(), password: 'short' })],
  ['register failure validation_failed', 'register, no password', () => on.post('register', { email: someone().email })],
  [
    'email_verified success null',
    'verify-account',
    async () => {
      const person = await aUser(on.app, { verified: false });
      return on.post('verify-account', await linkOf(on.app, person.email));
    },
  ],
  ['email_verified failure invalid_link', 'verify-account, no link', () => on.post('verify-account', NO_LINK)],
  [
    'email_verified failure password_required',
    'verify-account, signed up with twice',
    async () => {
      const person = await aUser(on.app, { verified: false });
      await on.post('signup', { ...person, password: NEW_PASSWORD });
      return on.post('verify-account', await linkOf(on.app, person.email, 2));
    },
  ],
  [
    'email_verified failure invalid_link',
    'GET verify-account, no link',
    () => on.app.client().get(`/api/auth/verify-account/?uid=${NO_LINK.uid}&token=${NO_LINK.token}`, { accept: 'application/json' }),
  ],
  [
    'verification_requested success null',
    'resend',
    async () => on.post('resend-verification', { email: (await aUser(on.app, { verified: false })).email }),
  ],
  ['verification_requested failure unknown_user', 'resend, unknown', () => on.post('resend-verification', { email: someone().email })],
  ['login success null', 'login', async () => on.post('login', await aUser(on.app))],
  ['login failure unknown_user', 'login, unknown', () => on.post('login', someone())],
  ['login failure wrong_password', 'login, wrong', async () => on.post('login', { ...(await aUser(on.app)), password: 'wrong' })],
  ['login failure email_unverified', 'login, unverified', async () => on.post('login', await aUser(on.app, { verified: false }))],
  ['login failure validation_failed', 'login, two names', () => on.post('login', { email: 'a@example.com', username: 'a', password: 'x' })],
  ['logout success null', 'logout', () => on.as(({ bearer }) => on.post('logout', {}, bearer))],
  ['logout failure no_session', 'logout, forged', () => on.post('logout', { refresh: 'x'.repeat(64) })],
  ['refresh failure token_invalid', 'refresh, forged', () => on.post('refresh', { refresh: 'x'.repeat(64) })],
  ['refresh failure token_invalid', 'token/refresh, forged', () => on.post('token/refresh', { refresh: 'x'.repeat(64) })],
  [
    'refresh_reuse failure reuse_detected',
    'refresh, used before',
    () =>
      on.as(async ({ refresh }) => {
        const next = await on.post('refresh', { refresh });
        await on.post('refresh', { refresh: next.body.refresh });
        await on.app.advance(11_000);
        return on.post('refresh', { refresh });
      }),
  ],
  [
    'session_revoked success null',
    'DELETE session',
    () => on.as(({ sessionId, bearer }) => on.app.client().delete(`/api/auth/sessions/${sessionId}/`, bearer)),
  ],
  [
    'session_revoked failure not_found',
    'DELETE session, another’s',
    () =>
      on.as(async ({ bearer }) => {
        const { sessionId } = await on.guest();
        return on.app.client().delete(`/api/auth/sessions/${sessionId}/`, bearer);
      }),
  ],
  ['session_revoked success all', 'logout-all', () => on.as(({ bearer }) => on.post('logout-all', {}, bearer))],
  [
    'session_revoked failure validation_failed',
    'logout-all, bad',
    () => on.as(({ bearer }) => on.post('logout-all', { include_current: 'maybe' }, bearer)),
  ],
  [
    'device_removed success null',
    'DELETE device',
    () =>
      on.as(async ({ bearer }) => {
        const { body } = await on.app.client().get('/api/auth/devices/', bearer);
        return on.app.client().delete(`/api/auth/devices/${body.results[0].id}/`, bearer);
      }),
  ],
  [
    'device_removed failure not_found',
    'DELETE device, no such',
    () => on.as(({ bearer }) => on.app.client().delete(`/api/auth/devices/${NO_LINK.uid}/`, bearer)),
  ],
  [
    'sign_in_reported success null',
    'report-sign-in',
    async () => {
      const person = await aUser(on.app);
      await on.app.advance(2 * DAY_MS);
      await signInBearer(on.app, person);
      return on.post('report-sign-in', await linkTo(on.app, person.email, 'report-sign-in'));
    },
  ],
  [
    'sign_in_confirmed success null',
    'confirm-sign-in',
    async () => {
      const ada = await aProtectedUser(on.app);
      const budget = { name: `second-factor-strangers:${await idOf(on.app, ada)}`, maxFailures: 20 };
      for (let wrong = 0; wrong < 20; wrong += 1) await on.app.get(Budgets).fail({ budget, holder: String(wrong) });
      await verifyLogin(on.app, await pendingSignIn(on.app, ada), WRONG_CODE);
      return on.post('confirm-sign-in', await linkTo(on.app, ada.email, 'confirm-sign-in'));
    },
  ],
  ['sign_in_confirmed failure invalid_link', 'confirm-sign-in, no link', () => on.post('confirm-sign-in', NO_LINK)],
  ['sign_in_reported failure invalid_link', 'report-sign-in, no link', () => on.post('report-sign-in', NO_LINK)],
];
