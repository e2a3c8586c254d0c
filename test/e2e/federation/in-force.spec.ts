import { FederatedSignIn, IdentityRemoved } from '@castellan/accounts';
import { Signals } from '@castellan/signals';
import { withApp } from '../../support/app/with-app.js';
import { aVerifier, APP, comesBack, outcomeOf, stateOf, trustingAnswers } from '../../support/federation/returns.js';
import { aPersonThere } from '../../support/federation/persons.js';
import { PASSWORD, someone } from '../../support/people/people.js';
import { linkTo } from '../../support/people/second-factor.js';
import { signUpsIn, STRANGERS, THIEFS } from '../../support/people/sign-ups.js';

const unvouched = (email: string) => aPersonThere({ email, vouchesForEmail: false });

describe(`${FederatedSignIn.name} where nobody need prove an address`, () => {
  const app = withApp({ REQUIRE_VERIFIED_EMAIL: 'false' });
  const { post, signUp, login, verify } = signUpsIn(() => app);
  beforeAll(() => trustingAnswers(app));

  const come = async (person: ReturnType<typeof aPersonThere>) => outcomeOf(await comesBack(app, person));

  it('signs up at once, unproven, and mails the proof', async () => {
    const person = unvouched(someone().email);
    expect(await come(person)).toBe('signed_in');
    expect(await stateOf(app, person.email!)).toMatchObject({ verified: false, subjects: [person.subject], waiting: 0 });
    const link = await linkTo(app, person.email!, 'verify-account');
    expect((await post('verify-account', link)).body).toMatchObject({ has_password: false, has_way_in: true }); // as `me/` says
    expect(await come(person)).toBe('signed_in');
  });

  it('keeps what is in force of a first sign-up: a second one waits', async () => {
    const [one, other] = [unvouched(someone().email), aPersonThere({ vouchesForEmail: false })];
    await come(one);
    expect(await come({ ...other, email: one.email })).toBe('email_unverified');
    expect(await stateOf(app, one.email!)).toMatchObject({ subjects: [one.subject], waiting: 1 });
  });

  it('lets no stranger into an account that somebody uses unproven', async () => {
    const owner = someone();
    await signUp(owner);
    expect((await login(owner, PASSWORD)).status).toBe(200);
    const stranger = unvouched(owner.email);
    expect(await come(stranger)).toBe('email_unverified');
    expect((await login(owner, PASSWORD)).status).toBe(200);
    expect((await stateOf(app, owner.email))!.subjects).toEqual([]);
  });

  describe('before the owner comes (pre-account hijacking)', () => {
    let publish: jest.SpiedFunction<Signals['publish']>;
    beforeEach(() => (publish = jest.spyOn(app.get(Signals), 'publish')));
    afterEach(() => jest.restoreAllMocks());

    /** A stranger is in, by a provider, and has stayed in. */
    async function aStrangerIn() {
      const owner = someone();
      const stranger = unvouched(owner.email);
      expect(await come(stranger)).toBe('signed_in');
      return { owner, stranger };
    }

    async function isOut(email: string, subject: string, kept: readonly string[] = []): Promise<void> {
      const state = await stateOf(app, email);
      expect(state).toMatchObject({ verified: true, waiting: 0, subjects: kept });
      const told = publish.mock.calls.map(([signal]) => signal).filter((signal) => signal instanceof IdentityRemoved);
      expect(told).toEqual([new IdentityRemoved({ userId: state!.id })]);
      expect(await come(aPersonThere({ email, subject, vouchesForEmail: false }))).toBe('account_exists');
    }

    it('takes the stranger out when the owner proves their address by a code', async () => {
      const { owner, stranger } = await aStrangerIn();
      await post('otp/request', { identifier: owner.email });
      const { code } = await app.mailTo(owner.email, 2);
      expect((await post('otp/verify', { identifier: owner.email, otp_code: code })).status).toBe(200);
      await isOut(owner.email, stranger.subject);
      expect((await stateOf(app, owner.email))!.sessions).toBe(1); // the owner's
    });

    it('takes them out when the owner resets the password', async () => {
      const { owner, stranger } = await aStrangerIn();
      await post('password-reset', { email: owner.email });
      const link = await linkTo(app, owner.email, 'password-reset-confirm');
      await post('password-reset-confirm', { ...link, new_password: PASSWORD, confirm_password: PASSWORD });
      await isOut(owner.email, stranger.subject);
      expect((await stateOf(app, owner.email))!.sessions).toBe(0);
    });

    it('takes them out when the owner comes by a provider that vouches for them', async () => {
      const { owner, stranger } = await aStrangerIn();
      const there = aPersonThere({ email: owner.email });
      expect(await come(there)).toBe('signed_in');
      await isOut(owner.email, stranger.subject, [there.subject]);
      expect((await stateOf(app, owner.email))!.sessions).toBe(1);
    });

    it('takes them out when the owner has signed up too, and says by the password which sign-up is theirs', async () => {
      const { owner, stranger } = await aStrangerIn();
      await signUp(owner);
      expect((await verify(owner, 2)).body.code).toBe('password_required');
      expect((await verify(owner, 2, { password: PASSWORD })).status).toBe(200);
      await isOut(owner.email, stranger.subject);
      expect((await stateOf(app, owner.email))!.sessions).toBe(0);
    });

    it('takes them out where an app of theirs has never shown its code', async () => {
      const owner = someone();
      const stranger = unvouched(owner.email);
      const { codeVerifier, codeChallenge } = aVerifier();
      const arrival = await comesBack(app, stranger, { app: { redirectUri: 'app.example:/back', codeChallenge } });
      await signUp(owner);
      expect((await verify(owner, 2)).body.code).toBe('password_required');
      expect((await verify(owner, 2, { password: PASSWORD })).status).toBe(200);
      await isOut(owner.email, stranger.subject);
      if (arrival.kind !== 'handed_over') throw new Error(outcomeOf(arrival));
      await expect(app.get(FederatedSignIn).exchange(arrival.code, codeVerifier, APP)).rejects.toMatchObject({ code: 'invalid_code' });
    });

    it('takes a stranger’s password out when the owner comes by a provider that vouches for them', async () => {
      const owner = someone();
      await signUp(owner, STRANGERS);
      expect((await login(owner, THIEFS)).status).toBe(200);
      expect(await come(aPersonThere({ email: owner.email }))).toBe('signed_in');
      expect(await stateOf(app, owner.email)).toMatchObject({ verified: true, hasPassword: false, sessions: 1 });
      expect((await login(owner, THIEFS)).status).toBe(401);
    });
  });
});
