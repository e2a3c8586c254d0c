import type { Theft } from './theft.js';

/** How a thief comes to be in an account. */
export interface Means {
  readonly what: string;
  /** Is the owner mailed of the sign-in? */
  readonly isMailed: boolean;
  /** Has the session just proven who it is? */
  readonly isRecent: boolean;
  readonly knowsPassword: boolean;
  /** Has the account a second factor of its owner's, of some days? */
  readonly ofTwoSteps?: boolean;
  readonly readsMail?: boolean;
  readonly enter: (theft: Theft) => Promise<void>;
}

const anHourAgo = async (theft: Theft): Promise<void> => {
  await theft.app.sql("UPDATE sessions SET auth_time = auth_time - interval '1 hour' WHERE id = $1", [theft.own.sessionId]);
  theft.sessions.push(theft.own);
  theft.renew((await theft.post('refresh', { refresh: theft.own.refresh })).body);
};

export const MEANS: readonly Means[] = [
  {
    what: 'the password',
    isMailed: true,
    isRecent: true,
    knowsPassword: true,
    enter: (theft) => theft.signInByPassword(),
  },
  {
    what: 'the mailbox',
    isMailed: true,
    isRecent: true,
    knowsPassword: false,
    readsMail: true,
    enter: (theft) => theft.signInByCode(theft.owner.email),
  },
  {
    what: 'a browser left unlocked, just signed in',
    isMailed: false,
    isRecent: true,
    knowsPassword: false,
    enter: (theft) => Promise.resolve(void theft.sessions.push(theft.own)),
  },
  { what: 'a browser left unlocked, signed in an hour ago', isMailed: false, isRecent: false, knowsPassword: false, enter: anHourAgo },
  { what: 'a copy of the refresh token', isMailed: false, isRecent: false, knowsPassword: false, enter: anHourAgo },
  {
    what: 'the SIM',
    isMailed: true,
    isRecent: true,
    knowsPassword: false,
    enter: async (theft) => {
      const number = theft.aNumber();
      const set = "UPDATE users SET phone = $2, phone_verified_at = now() - interval '30 days' WHERE email = $1";
      await theft.app.sql(set, [theft.owner.email, number]);
      theft.numbers.push(number);
      await theft.signInByCode(number);
    },
  },
  {
    what: 'the password and a code that was watched',
    isMailed: true,
    isRecent: true,
    knowsPassword: true,
    ofTwoSteps: true,
    enter: (theft) => theft.signInByBoth(),
  },
];
