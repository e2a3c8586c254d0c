import { DevInbox } from '@castellan/notifications';
import { eventually } from '../app/eventually.js';
import { bearerSession } from '../people/people.js';
import { ageFactors } from './accounts.js';
import type { Means } from './means.js';
import type { Theft } from './theft.js';

/** What a thief does to stay. */
export interface Deed {
  readonly what: string;
  readonly isPossible: (by: Means) => boolean;
  /** The subject of the mail that tells the owner of a way in that was added, with the link against it. */
  readonly told?: RegExp;
  readonly moves?: boolean;
  /** The owner's second factor is gone afterwards. */
  readonly takesFactor?: boolean;
  /** His second factor is older than anybody may object to. */
  readonly isOldFactor?: boolean;
  readonly dare: (theft: Theft) => Promise<void>;
}

const anew = ({ isRecent, ofTwoSteps }: Means): boolean => isRecent && !ofTwoSteps;
const A_PASSKEY = /A passkey was added/;
const TWO_STEPS = /Two-step sign-in was turned on/;

const move = async (theft: Theft): Promise<void> => {
  await theft.act('change-email', { new_email: theft.elsewhere });
  const link = await theft.read(theft.elsewhere, 'change-email-confirm');
  await theft.post('change-email-confirm', link);
  theft.address = theft.elsewhere;
  await theft.app.advance(1000);
};

const addNumber = async (theft: Theft, number: string): Promise<void> => {
  await theft.act('phone', { phone: number });
  const codes = () => theft.app.get(DevInbox).list(number);
  const [message] = await eventually(codes, ({ length }) => length > 0);
  await theft.act('phone/confirm', { code: message!.code });
  theft.numbers.push(number);
};

const replaceFactor = async (theft: Theft): Promise<void> => {
  const { backupCodes, password } = theft.owner as typeof theft.owner & { backupCodes: readonly string[] };
  await theft.act('2fa/disable', { password, code: backupCodes[0] });
  await theft.enrol();
};

export const DEEDS: readonly Deed[] = [
  { what: 'nothing more', isPossible: () => true, dare: () => Promise.resolve() },
  { what: 'moves the account to an address of his', isPossible: anew, moves: true, dare: move },
  {
    what: 'asks for a move to an address of his',
    isPossible: anew,
    dare: async (theft) => {
      await theft.act('change-email', { new_email: theft.elsewhere });
      await theft.read(theft.elsewhere, 'change-email-confirm');
    },
  },
  { what: 'turns two-step sign-in on', isPossible: anew, told: TWO_STEPS, dare: (theft) => theft.enrol() },
  {
    what: 'turns it on, and trusts a device of his',
    isPossible: ({ knowsPassword, ...by }) => knowsPassword && anew({ knowsPassword, ...by }),
    told: TWO_STEPS,
    dare: async (theft) => {
      await theft.enrol();
      await theft.signInAgain({ trust_device: true });
      await theft.beginSignIn();
    },
  },
  {
    what: 'turned it on four days ago',
    isPossible: ({ what }) => what === 'the password',
    isOldFactor: true,
    dare: async (theft) => {
      await theft.enrol();
      await ageFactors(theft.app, theft.owner);
    },
  },
  {
    what: 'adds a passkey',
    isPossible: ({ isRecent }) => isRecent,
    told: A_PASSKEY,
    dare: async (theft) => {
      await theft.addPasskey();
      theft.hold(bearerSession(await theft.signInByPasskey()));
    },
  },
  { what: 'turns two-step sign-in on with a passkey of his', isPossible: anew, told: A_PASSKEY, dare: (theft) => theft.enrolByPasskey() },
  {
    what: 'connects an account of his at a provider',
    isPossible: ({ isRecent }) => isRecent,
    told: /An account elsewhere was connected/,
    dare: (theft) => theft.connect(),
  },
  {
    what: 'adds a phone number',
    isPossible: ({ what, ...by }) => what !== 'the SIM' && by.isRecent,
    told: /A phone number was added/,
    dare: (theft) => addNumber(theft, theft.aNumber()),
  },
  {
    what: 'asks to add a phone number',
    isPossible: anew,
    dare: async (theft) => {
      await theft.act('phone', { phone: theft.aNumber() });
    },
  },
  {
    what: 'signs in on more devices',
    isPossible: ({ what }) => what === 'the password',
    dare: async (theft) => {
      await theft.signInByPassword();
      await theft.signInByPassword({ device_token: theft.devices[0] });
    },
  },
  {
    what: 'changes the password',
    isPossible: ({ knowsPassword, ofTwoSteps }) => knowsPassword && !ofTwoSteps,
    dare: async (theft) => {
      const change = { old_password: theft.owner.password, new_password: 'his own choice of words 5' };
      theft.renew((await theft.act('change-password', change)).body.tokens);
      theft.passwords.add(change.new_password);
    },
  },
  {
    what: 'resets the password',
    isPossible: ({ readsMail }) => readsMail === true,
    dare: async (theft) => {
      await theft.post('password-reset', { email: theft.address });
      const link = await theft.read(theft.address, 'password-reset-confirm');
      await theft.post('password-reset-confirm', { ...link, new_password: 'his own choice of words 5' });
      theft.passwords.add('his own choice of words 5');
    },
  },
  {
    what: 'closes the account',
    isPossible: anew,
    dare: async ({ app, session }) => {
      await app.client().delete('/api/auth/me/', session.bearer);
    },
  },
  {
    what: 'moves the account, signs in there with a second factor, and takes it back by his own link',
    isPossible: ({ what }) => what === 'the password',
    moves: true,
    dare: async (theft) => {
      await move(theft);
      await theft.signInByPassword();
      await theft.enrol();
      const [page, link] = ['report-sign-in', await theft.read(theft.elsewhere, 'report-sign-in')];
      const answer = await theft.post(page, link);
      if (answer.status !== 200) throw new Error(answer.text);
      await theft.read(theft.elsewhere, 'password-reset-confirm');
    },
  },
  {
    what: 'makes new backup codes',
    isPossible: ({ ofTwoSteps }) => ofTwoSteps === true,
    told: /You have new backup codes/,
    dare: async (theft) => {
      theft.backupCodes = (await theft.act('2fa/backup-codes', { password: theft.owner.password })).body.backup_codes;
    },
  },
  {
    what: 'puts a second factor of his in the place of the owner’s',
    isPossible: ({ ofTwoSteps }) => ofTwoSteps === true,
    told: TWO_STEPS,
    takesFactor: true,
    dare: replaceFactor,
  },
  {
    what: 'trusts a device of his',
    isPossible: ({ ofTwoSteps }) => ofTwoSteps === true,
    dare: async (theft) => {
      await theft.signInByBoth({ trust_device: true });
      await theft.beginSignIn();
    },
  },
];
