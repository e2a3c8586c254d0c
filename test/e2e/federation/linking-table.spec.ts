import { FederatedSignIn } from '@castellan/accounts';
import { Identities, personOf } from '@castellan/federation';
import type { Person } from '@castellan/federation';
import { withApp } from '../../support/app/with-app.js';
import { comesBack, outcomeOf, stateOf, trustingAnswers } from '../../support/federation/returns.js';
import type { AccountState } from '../../support/federation/returns.js';
import { aPersonThere } from '../../support/federation/persons.js';
import { aUser, signInBearer, someone } from '../../support/people/people.js';

type Account = 'unknown' | 'verified' | 'never verified' | 'disabled';
type Says = true | false | undefined;
type Linked = 'nobody' | 'this account' | 'another account';
type Cell = readonly [Account, Says, boolean, Linked];

/** The host leaves it to the preset whether an address is believed. */
const SETTINGS = {
  name: 'Acme',
  issuer: 'https://acme.example',
  clientId: 'castellan-tests',
  clientSecret: null,
  signingKey: null,
  scopes: [],
  trustsEmail: null,
  signsUp: true,
  allowsPrivateAddresses: false,
  redirectUri: 'https://app.example.org/api/auth/with/acme/callback/',
};

const ACCOUNTS: readonly Account[] = ['unknown', 'verified', 'never verified', 'disabled'];
const SAYS: readonly Says[] = [true, false, undefined];
const LINKED: readonly Linked[] = ['nobody', 'this account', 'another account'];

const CELLS: readonly Cell[] = ACCOUNTS.flatMap((account) =>
  SAYS.flatMap((says) => [true, false].flatMap((isTrusted) => LINKED.map((linked): Cell => [account, says, isTrusted, linked]))),
).filter(([account, , , linked]) => account !== 'unknown' || linked !== 'this account');

/** What the contract says of who is linked to nobody: vouched for, and not. */
const FIRST_TIME: Readonly<Record<Account, readonly [vouched: string, not: string]>> = {
  unknown: ['signed_in', 'email_unverified'],
  verified: ['signed_in', 'account_exists'],
  'never verified': ['signed_in', 'email_unverified'],
  disabled: ['sign_in_refused', 'sign_in_refused'],
};

/** Who is linked to the account is its user, whatever the address. */
const RETURNING: Readonly<Record<Account, string>> = {
  unknown: 'signed_in',
  verified: 'signed_in',
  'never verified': 'email_unverified',
  disabled: 'sign_in_refused',
};

function expected([account, says, isTrusted, linked]: Cell): string {
  if (linked === 'another account') return 'signed_in';
  if (linked === 'this account') return RETURNING[account];
  return FIRST_TIME[account][says === true && isTrusted ? 0 : 1];
}

describe(FederatedSignIn.name, () => {
  const app = withApp();
  beforeAll(() => trustingAnswers(app));

  async function anAccount(account: Account): Promise<string> {
    if (account === 'unknown') return someone().email;
    const person = await aUser(app, { verified: account !== 'never verified' });
    if (account !== 'never verified') await signInBearer(app, person);
    if (account === 'disabled') await app.sql('UPDATE users SET is_active = false WHERE email = $1', [person.email]);
    return person.email;
  }

  async function link(email: string, person: Person): Promise<void> {
    await app.get(Identities).link((await stateOf(app, email))!.id, person);
  }

  /** As the lib reads what a provider says, which is believed or not by its preset. */
  function claimedPerson(email: string, says: Says, isTrusted: boolean): Person {
    const { provider, firstName, lastName, ...who } = aPersonThere({ email });
    return personOf({ ...who, emailVerified: says, isTrusted, firstName, lastName }, { ...SETTINGS, id: provider });
  }

  /** Whose account it becomes, and that nobody else's changes. */
  async function play([account, says, isTrusted, linked]: Cell) {
    const email = await anAccount(account);
    const other = (await aUser(app)).email;
    const person = claimedPerson(email, says, isTrusted);
    if (linked === 'this account') await link(email, person);
    if (linked === 'another account') await link(other, person);
    const before = await stateOf(app, email);
    const arrival = await comesBack(app, person);
    return { email, other, person, before, arrival, after: await stateOf(app, email) };
  }

  const unchanged = (before: AccountState | null, more: Partial<AccountState> = {}) => (before ? { ...before, ...more } : null);

  it.each(CELLS)('address %s, provider says %s, trusted %s, subject linked to %s', async (...cell: Cell) => {
    const { email, other, person, before, arrival, after } = await play(cell);
    const [account, , , linked] = cell;
    expect(outcomeOf(arrival)).toBe(expected(cell));

    if (linked === 'another account') {
      expect(arrival).toMatchObject({ result: { user: { email: other } } });
      expect(after).toEqual(before); // nobody gets an account, and none loses anything
    } else if (linked === 'this account') {
      expect(after).toEqual(unchanged(before, arrival.kind === 'signed_in' ? { sessions: before!.sessions + 1 } : {}));
    } else if (arrival.kind === 'signed_in') {
      expect(arrival.result.user).toMatchObject({ email, isVerified: true });
      expect(after).toMatchObject({ verified: true, subjects: [person.subject], waiting: 0 });
      expect(after).toMatchObject(
        account === 'verified'
          ? { hasPassword: true, version: before!.version, sessions: before!.sessions + 1 } // nothing is dropped
          : { hasPassword: false, sessions: 1 },
      );
    } else if (arrival.kind === 'refused' && arrival.code === 'email_unverified') {
      expect(after).toMatchObject({ verified: false, subjects: [], sessions: 0, waiting: (before?.waiting ?? 0) + 1 });
    } else {
      expect(after).toEqual(before);
    }
  });

  it('never says of a mere sign-up that there is an account (owner shut out by a stranger’s sign-up)', async () => {
    const { email } = await aUser(app, { verified: false });
    const owner = aPersonThere({ email, vouchesForEmail: false });
    expect(outcomeOf(await comesBack(app, owner))).toBe('email_unverified');
    expect(outcomeOf(await comesBack(app, { ...owner, vouchesForEmail: true }))).toBe('signed_in');
  });
});
