import { AccountCreation, AccountStatus, FederatedSignIn } from '@castellan/accounts';
import { Identities } from '@castellan/federation';
import { withApp } from '../../support/app/with-app.js';
import { comesBack, outcomeOf, stateOf, trustingAnswers } from '../../support/federation/returns.js';
import { aPersonThere } from '../../support/federation/persons.js';
import { HOST } from '../../support/people/operators.js';
import { aUser, PASSWORD, signInBearer, someone } from '../../support/people/people.js';
import { idOf, linkTo } from '../../support/people/second-factor.js';
import { signUpsIn, STRANGERS, THIEFS } from '../../support/people/sign-ups.js';

/** A provider that vouches for nobody's address: whoever signs up there may name any. */
const unvouched = (email: string) => aPersonThere({ email, vouchesForEmail: false });

describe(`${FederatedSignIn.name} (taken over by an address)`, () => {
  const app = withApp();
  const { post, signUp, login, verify } = signUpsIn(() => app);
  beforeAll(() => trustingAnswers(app));

  const come = async (person: ReturnType<typeof aPersonThere>) => outcomeOf(await comesBack(app, person));

  describe('before the owner comes (pre-account hijacking)', () => {
    it('drops what a stranger signed up with when the owner comes by a provider that vouches for them', async () => {
      const owner = someone();
      await signUp(owner, STRANGERS);
      expect(await come(aPersonThere({ email: owner.email }))).toBe('signed_in');
      const [user] = await app.sql('SELECT first_name, username FROM users WHERE email = $1', [owner.email]);
      expect(user).toEqual({ first_name: 'Ada', username: null });
      expect(await stateOf(app, owner.email)).toMatchObject({ verified: true, hasPassword: false, waiting: 0 });
      expect((await login(owner, THIEFS)).body.code).toBe('invalid_credentials');
      expect((await verify(owner, 1)).body.code).toBe('invalid_link');
    });

    it('keeps a stranger who signed up by a provider out, once the owner has their sign-up proven by a link', async () => {
      const owner = someone();
      const stranger = unvouched(owner.email);
      expect(await come(stranger)).toBe('email_unverified');
      await signUp(owner);
      expect((await verify(owner, 2)).body.code).toBe('password_required');
      expect((await verify(owner, 2, { password: PASSWORD })).status).toBe(200);
      expect(await stateOf(app, owner.email)).toMatchObject({ verified: true, subjects: [], waiting: 0 });
      expect(await come(stranger)).toBe('account_exists');
    });

    it.each([
      ['a code', 'otp'],
      ['a reset', 'reset'],
      ['another provider, which vouches for them', 'provider'],
    ] as const)('keeps them out once the owner has proven their address by %s', async (_, way) => {
      const owner = someone();
      const stranger = unvouched(owner.email);
      await come(stranger);
      if (way === 'provider')
        expect(await come(aPersonThere({ email: owner.email, provider: 'other', issuer: 'https://o.example' }))).toBe('signed_in');
      if (way === 'otp') await byCode(owner.email);
      if (way === 'reset') await byReset(owner.email);
      const state = await stateOf(app, owner.email);
      expect(state).toMatchObject({ verified: true, waiting: 0 });
      expect(state!.subjects).not.toContain(stranger.subject);
      expect(await come(stranger)).toBe('account_exists');
    });

    it('gives the owner the account of their own sign-up by a provider, where nobody else signed up', async () => {
      const owner = unvouched(someone().email);
      expect(await come(owner)).toBe('email_unverified');
      expect((await app.mailTo(owner.email!)).text).toContain('an account at acme');
      const { body } = await verify({ email: owner.email!, password: '' }, 1);
      expect(body).toEqual({ detail: 'Email verified. You can sign in now.', has_password: false, has_way_in: true }); // as `me/` says
      expect(await stateOf(app, owner.email!)).toMatchObject({ verified: true, hasPassword: false, subjects: [owner.subject] });
      expect(await come(owner)).toBe('signed_in');
    });

    it('leaves two who signed up by providers to a proof without either', async () => {
      const { email } = someone();
      const [one, other] = [unvouched(email), unvouched(email)];
      await come(one);
      await come(other);
      expect((await verify({ email, password: '' }, 2)).body.code).toBe('password_required');
      await byReset(email);
      expect(await stateOf(app, email)).toMatchObject({ verified: true, subjects: [], waiting: 0 });
    });

    it('keeps one sign-up of one person, however often they come', async () => {
      const person = unvouched(someone().email);
      for (let round = 0; round < 3; round += 1) expect(await come(person)).toBe('email_unverified');
      expect((await stateOf(app, person.email!))!.waiting).toBe(1);
      expect((await verify({ email: person.email!, password: '' }, 3)).status).toBe(200);
      expect((await stateOf(app, person.email!))!.subjects).toEqual([person.subject]);
    });

    it('counts a sign-up that comes again as the newest, in what is kept and in what a mail tells', async () => {
      const owner = someone();
      const [again, other, last] = ['again', 'other', 'last'].map((provider) => ({ ...unvouched(owner.email), provider }));
      await signUp(owner);
      for (const person of [again!, other!, again!]) await come(person);
      await post('resend-verification', { email: owner.email });
      expect((await app.mailTo(owner.email, 5)).text).toContain('an account at again');
      await come(last!);
      const kept = await app.sql<{ provider: string | null }>(
        'SELECT r.provider FROM registrations r JOIN users u ON u.id = r.user_id WHERE u.email = $1 ORDER BY r.id',
        [owner.email],
      );
      expect(kept.map(({ provider }) => provider)).toEqual([null, 'again', 'last']);
    });

    it('links nobody to whom somebody else was quicker', async () => {
      const person = unvouched(someone().email);
      await come(person);
      const other = await aUser(app);
      await app.get(Identities).link(await idOf(app, other), person);
      expect((await verify({ email: person.email!, password: '' }, 1)).status).toBe(200);
      expect((await stateOf(app, person.email!))!.subjects).toEqual([]);
      expect((await stateOf(app, other.email))!.subjects).toEqual([person.subject]);
    });
  });

  describe('of an account that is there', () => {
    it.each([
      ['U+212A, the Kelvin sign', (name: string) => `\u212A${name}`],
      ['a dotted capital I', (name: string) => `k${name}\u0130`],
    ])('is nobody who spells an address as another with %s', async (_, spelled) => {
      const name = someone().email.split('@')[0]!;
      const victim = await aUser(app, { email: `k${name}@example.com` });
      const lookalike = aPersonThere({ email: `${spelled(name)}@example.com` });
      expect(await come(lookalike)).not.toBe('signed_in');
      expect((await stateOf(app, victim.email))!.subjects).toEqual([]);
    });

    it('takes capital letters for the same address', async () => {
      const user = await aUser(app);
      expect(await come(aPersonThere({ email: user.email.toUpperCase() }))).toBe('signed_in');
      expect((await stateOf(app, user.email))!.subjects).toHaveLength(1);
    });

    it.each(['staff', 'superuser'] as const)('finds no %s by an address, whoever vouches for it', async (kind) => {
      for (const isVerified of [true, false]) {
        const operator = someone();
        const { id } = await app.get(AccountCreation).createUser(HOST, operator, { isVerified });
        await (kind === 'staff' ? app.get(AccountStatus).setStaff(HOST, id, true) : app.get(AccountStatus).setSuperuser(HOST, id, true));
        const before = await stateOf(app, operator.email);
        expect(await come(aPersonThere({ email: operator.email }))).toBe('account_exists');
        expect(await come(unvouched(operator.email))).toBe('account_exists');
        expect(await stateOf(app, operator.email)).toEqual(before);
      }
    });

    it('adds nothing to an account that was reported, until it has a new password', async () => {
      const user = await aUser(app);
      await app.sql('UPDATE users SET password_reset_required = true WHERE email = $1', [user.email]);
      expect(await come(aPersonThere({ email: user.email }))).toBe('password_reset_required');
      expect((await stateOf(app, user.email))!.subjects).toEqual([]);
    });

    it('keeps an address free for whom it was taken from', async () => {
      const owner = await aUser(app);
      const session = await signInBearer(app, owner);
      await app.client().post('/api/auth/change-email/', { new_email: someone().email }, session.bearer);
      const { email } = owner;
      await movedAway(owner.email);
      expect(await come(aPersonThere({ email }))).toBe('sign_in_refused');
      expect(await stateOf(app, email)).toBeNull();
    });
  });

  describe('where it may not sign up', () => {
    it('makes no account, and takes over none that nobody has proven', async () => {
      const nobody = aPersonThere({ signsUp: false });
      const stranger = await aUser(app, { verified: false });
      for (const vouchesForEmail of [true, false]) {
        expect(await come({ ...nobody, vouchesForEmail })).toBe('sign_in_refused');
        expect(await come({ ...nobody, vouchesForEmail, email: stranger.email })).toBe('sign_in_refused');
      }
      expect(await stateOf(app, nobody.email!)).toBeNull();
      expect(await stateOf(app, stranger.email)).toMatchObject({ verified: false, subjects: [], waiting: 1 });
    });

    it('links who has an account', async () => {
      const user = await aUser(app);
      expect(await come(aPersonThere({ email: user.email, signsUp: false }))).toBe('signed_in');
    });
  });

  it.each([null, 'nobody', 'a b@example.com', '"a"@example.com'])('signs nobody up without an address: %s', async (email) => {
    expect(await come(aPersonThere({ email }))).toBe('email_missing');
  });

  async function byCode(email: string): Promise<void> {
    await post('otp/request', { identifier: email });
    const { code } = await app.mailTo(email, 2);
    expect((await post('otp/verify', { identifier: email, otp_code: code })).status).toBe(200);
  }

  async function byReset(email: string): Promise<void> {
    await post('password-reset', { email });
    const link = await linkTo(app, email, 'password-reset-confirm');
    expect((await post('password-reset-confirm', { ...link, new_password: PASSWORD, confirm_password: PASSWORD })).status).toBe(200);
  }

  async function movedAway(email: string): Promise<void> {
    const [row] = await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
    const links = await app.sql<{ subject: string }>("SELECT subject FROM mailed_links WHERE user_id = $1 AND purpose = 'email_change'", [
      row!.id,
    ]);
    const confirm = await linkTo(app, links[0]!.subject, 'change-email-confirm');
    expect((await post('change-email-confirm', confirm)).status).toBe(200);
  }
});
