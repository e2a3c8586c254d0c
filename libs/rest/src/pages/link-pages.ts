import { EMAIL, type LinkPage, type LinkRenewal, type PageField } from './link-page.js';

/** With a hyphen at which a heading does not break. */
const E_MAIL = 'e\u2011mail';

const NEW_PASSWORD: PageField = {
  name: 'new_password',
  label: 'New password',
  type: 'password',
  autocomplete: 'new-password',
  hint: 'At least 8 characters. A few words that do not belong together make a good one.',
};
const CONFIRM_PASSWORD: PageField = {
  name: 'confirm_password',
  label: 'New password, once more',
  type: 'password',
  autocomplete: 'new-password',
};

/** Where an address was signed up with more than once: it says who of them has read the mail. */
const CHOSEN_PASSWORD: PageField = {
  name: 'password',
  label: 'The password that you chose',
  type: 'password',
  autocomplete: 'current-password',
  isAskedForLater: true,
  way: { path: '/password-reset', label: 'None of them fits? Choose a new password.' },
};

const RESET_SENT = 'If there is an account with this address, a mail with a link is on its way to it.';
const MAIL_SENT = 'Look into your mail';
const RESET: LinkRenewal = { apiPath: '/api/auth/password-reset', button: 'Send me a link', doneTitle: MAIL_SENT, done: RESET_SENT };

/** The table of landing pages (docs/reference/contract.md#mailed-links). Later pages are lines here. */
export const LINK_PAGES: readonly LinkPage[] = [
  {
    path: '/verify-account',
    apiPath: '/api/auth/verify-account',
    confirmsByGet: true,
    title: `Confirm your ${E_MAIL} address`,
    intro: 'One click, and your account is ready to use.',
    fields: [CHOSEN_PASSWORD],
    button: 'Confirm my address',
    doneTitle: 'Address confirmed',
    done: 'Your address is confirmed. You can close this page and sign in.',
    expired: {
      advice: 'You can ask for a new one.',
      renewal: {
        apiPath: '/api/auth/resend-verification',
        button: 'Send a new link',
        doneTitle: MAIL_SENT,
        done: 'If there is an account that waits for confirmation, a new link is on its way.',
      },
    },
  },
  {
    path: '/password-reset',
    apiPath: RESET.apiPath,
    confirmsByGet: false,
    title: 'Forgot your password?',
    intro: 'We send you a mail with a link to choose a new one.',
    fields: [EMAIL],
    button: RESET.button,
    doneTitle: RESET.doneTitle,
    done: RESET.done,
    expired: null,
  },
  {
    path: '/password-reset-confirm',
    apiPath: '/api/auth/password-reset-confirm',
    confirmsByGet: false,
    title: 'Choose a new password',
    intro: 'It ends every session of your account. After that you sign in with it.',
    fields: [NEW_PASSWORD, CONFIRM_PASSWORD],
    button: 'Set the new password',
    doneTitle: 'New password set',
    done: 'Your new password is set. You can close this page and sign in with it.',
    expired: { advice: 'You can ask for a new one.', renewal: RESET },
  },
  {
    path: '/change-email-confirm',
    apiPath: '/api/auth/change-email-confirm',
    confirmsByGet: true,
    title: `Confirm your new ${E_MAIL} address`,
    intro: 'Your account will use this address from now on, and every session of it ends.',
    fields: [],
    button: 'Use this address',
    doneTitle: 'Address changed',
    done: 'Your account uses this address now. You can close this page and sign in with it.',
    expired: { advice: 'Sign in and ask for the change again.', renewal: null },
  },
  {
    path: '/undo-email-change',
    apiPath: '/api/auth/undo-email-change',
    confirmsByGet: false,
    title: `Undo the change of your ${E_MAIL} address`,
    intro:
      'Your account gets back the address that this mail came to, every session of it ends, and what was added to it since goes. We then send you a link to choose a new password.',
    fields: [],
    button: 'Put my address back',
    doneTitle: 'Address put back',
    done: 'Your account has its address back. Look into your mail: a link to choose a new password is on its way.',
    expired: { advice: 'If the change was not yours, write to the people who run this service.', renewal: null },
  },
  {
    path: '/confirm-sign-in',
    apiPath: '/api/auth/confirm-sign-in',
    confirmsByGet: false,
    title: 'Let your sign-in go on',
    intro:
      'Many wrong codes came for your account from new devices. If it is you who signs in just now, let that sign-in go on, and enter a code there. If it is not, close this page and choose a new password: somebody knows yours.',
    fields: [],
    button: 'It is me: go on',
    doneTitle: 'You can go on',
    done: 'Go back to where you sign in and enter a code.',
    expired: { advice: 'Sign in once more: we mail you another link.', renewal: null },
  },
  {
    path: '/report-sign-in',
    apiPath: '/api/auth/report-sign-in',
    confirmsByGet: false,
    title: 'Take your account back',
    intro:
      'Every session ends, and all devices are forgotten. Whatever was added in the last days goes: a second factor, backup codes, a phone number, another address. Nobody can sign in with the present password any more: we send you a link to choose a new one. If it was you, just close this page.',
    fields: [],
    button: 'This wasn’t me',
    isDrastic: true,
    doneTitle: 'Everybody is signed out',
    done: 'Nobody is in your account any more. Look into your mail: a link to choose a new password is on its way.',
    expired: { advice: 'You can still choose a new password, which ends every session.', renewal: RESET },
  },
];
