import { TwoFactorReset } from '@castellan/accounts';
import { DevInbox } from '@castellan/notifications';
import { eventually } from '../app/eventually.js';
import { HOST } from '../people/operators.js';
import { idOf, linkTo } from '../people/second-factor.js';
import type { Deed } from './deeds.js';
import type { Means } from './means.js';
import type { Theft } from './theft.js';

export const OWNERS_NEW_PASSWORD = 'glass tundra orbit 9';

/** What the owner can do. */
export interface WayBack {
  readonly what: string;
  readonly isOpen: (means: Means, deed: Deed) => boolean;
  readonly take: (theft: Theft, deed: Deed) => Promise<void>;
}

/** Follows the link of the mail with that subject. */
async function follow(theft: Theft, page: string, subject: RegExp): Promise<void> {
  const mails = await eventually(
    async () => (await theft.app.get(DevInbox).list(theft.owner.email)).filter((mail) => subject.test(mail.subject ?? '')),
    ({ length }) => length > 0,
  );
  const query = new URL(mails[0]!.links.find((link) => link.includes(`/${page}?`))!).searchParams;
  const answer = await theft.post(page, { uid: query.get('uid'), token: query.get('token') });
  if (answer.status !== 200) throw new Error(`${page}: ${answer.text}`);
}

/** A new password by the link in the owner's mailbox. */
export async function setNewPassword(theft: Theft): Promise<void> {
  const stolen = theft.links.map(([, { token }]) => token); // the thief's lies in the mailbox until the owner's comes
  const link = await linkTo(theft.app, theft.owner.email, 'password-reset-confirm', stolen);
  const answer = await theft.post('password-reset-confirm', { ...link, new_password: OWNERS_NEW_PASSWORD });
  if (answer.status !== 200) throw new Error(`reset: ${answer.text}`);
}

async function reset(theft: Theft): Promise<void> {
  await theft.app.advance(1000);
  const known = theft.links.filter(([page]) => page === 'password-reset-confirm').length;
  await theft.post('password-reset', { email: theft.owner.email });
  await eventually(
    async () =>
      (await theft.app.get(DevInbox).list(theft.owner.email)).filter(({ links }) => links.join().includes('/password-reset-confirm?')),
    ({ length }) => length > known,
  );
  await setNewPassword(theft);
}

export const WAYS_BACK: readonly WayBack[] = [
  {
    what: 'the report of the sign-in',
    isOpen: ({ isMailed }, { isOldFactor }) => isMailed && !isOldFactor,
    take: (theft) => follow(theft, 'report-sign-in', /New sign-in/),
  },
  {
    what: 'the undo of the move',
    isOpen: (_, { moves }) => moves === true,
    take: (theft) => follow(theft, 'undo-email-change', /address was changed/),
  },
  {
    what: 'the link in the mail of what he added',
    isOpen: (_, { told }) => told !== undefined,
    take: (theft, { told }) => follow(theft, 'report-sign-in', told!),
  },
  { what: 'a reset of the password', isOpen: () => true, take: reset },
  {
    what: 'a reset, and an operator',
    isOpen: (_, { isOldFactor }) => isOldFactor === true,
    take: async (theft) => {
      await reset(theft);
      await theft.app.get(TwoFactorReset).reset(HOST, await idOf(theft.app, theft.owner), 'It is not theirs');
    },
  },
];

/** Where a way back does not bring the owner in, alone, and why. Each stands in docs/guides/account-recovery.md in these words. */
export function whyNot(deed: Deed, way: WayBack): string | null {
  if (way.what !== 'a reset of the password') return null;
  if (deed.moves) return 'The link would go to his address: the owner brings the account back first.';
  return deed.isOldFactor ? 'After 72 hours nobody can tell whose second factor it is: an operator takes it off.' : null;
}
