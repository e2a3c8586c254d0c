import { NEW_PASSWORD, NO_LINK } from '../../../../support/log/attempts.js';
import type { AttemptCase, Attempts } from '../../../../support/log/attempts.js';
import { aUser, PASSWORD, someone } from '../../../../support/people/people.js';
import { linkTo } from '../../../../support/people/second-factor.js';

/** What people change of their account. */
export const account = (on: Attempts): readonly AttemptCase[] => [
  [
    'reauthenticated success null',
    'reauthenticate',
    () => on.as(({ bearer }) => on.post('reauthenticate', { password: PASSWORD }, bearer)),
  ],
  [
    'reauthenticated failure wrong_password',
    'reauthenticate, wrong',
    () => on.as(({ bearer }) => on.post('reauthenticate', { password: 'wrong' }, bearer)),
  ],
  [
    'password_reset_requested success null',
    'password-reset',
    async () => on.post('password-reset', { email: (await aUser(on.app)).email }),
  ],
  ['password_reset_requested failure unknown_user', 'password-reset, unknown', () => on.post('password-reset', { email: someone().email })],
  [
    'password_reset success null',
    'password-reset-confirm',
    async () => {
      const { email } = await aUser(on.app);
      await on.post('password-reset', { email });
      return on.post('password-reset-confirm', { ...(await linkTo(on.app, email, 'password-reset-confirm')), new_password: NEW_PASSWORD });
    },
  ],
  [
    'password_reset failure invalid_link',
    'password-reset-confirm, no link',
    () => on.post('password-reset-confirm', { ...NO_LINK, new_password: NEW_PASSWORD }),
  ],
  [
    'password_changed success null',
    'change-password',
    () => on.as(({ bearer }) => on.post('change-password', { old_password: PASSWORD, new_password: NEW_PASSWORD }, bearer)),
  ],
  [
    'password_changed failure wrong_password',
    'change-password, wrong',
    () => on.as(({ bearer }) => on.post('change-password', { old_password: 'wrong', new_password: NEW_PASSWORD }, bearer)),
  ],
  [
    'password_changed failure validation_failed',
    'change-password, like the address',
    () => on.as(({ person, bearer }) => on.post('change-password', { old_password: PASSWORD, new_password: person.email }, bearer)),
  ],
  [
    'email_change_requested success null',
    'change-email',
    () => on.as(({ bearer }) => on.post('change-email', { new_email: someone().email }, bearer)),
  ],
  [
    'email_change_requested failure address_taken',
    'change-email, taken',
    () => on.as(async ({ bearer }) => on.post('change-email', { new_email: (await aUser(on.app)).email }, bearer)),
  ],
  [
    'email_changed success null',
    'change-email-confirm',
    () => on.as(async (one) => on.post('change-email-confirm', await on.newEmailLink(one))),
  ],
  ['email_changed failure invalid_link', 'change-email-confirm, no link', () => on.post('change-email-confirm', NO_LINK)],
  [
    'email_change_undone success null',
    'undo-email-change',
    () =>
      on.as(async (one) => {
        await on.post('change-email-confirm', await on.newEmailLink(one));
        return on.post('undo-email-change', await linkTo(on.app, one.person.email, 'undo-email-change'));
      }),
  ],
  ['email_change_undone failure invalid_link', 'undo-email-change, no link', () => on.post('undo-email-change', NO_LINK)],
  ['account_exported success null', 'export', () => on.as(({ bearer }) => on.app.client().get('/api/auth/me/export/', bearer))],
  ['account_closed success null', 'DELETE me', () => on.as(({ bearer }) => on.app.client().delete('/api/auth/me/', bearer))],
  [
    'account_reopened success null',
    'login after closing',
    () =>
      on.as(async ({ person, bearer }) => {
        await on.app.client().delete('/api/auth/me/', bearer);
        return on.post('login', person);
      }),
  ],
];
