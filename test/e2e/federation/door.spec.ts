import { FederatedSignIn, SecondFactorSignIn } from '@castellan/accounts';
import type { Arrival } from '@castellan/accounts';
import { Identities } from '@castellan/federation';
import { withApp } from '../../support/app/with-app.js';
import { aBrowser, comesBack, outcomeOf, stateOf, trustingAnswers } from '../../support/federation/returns.js';
import { aPersonThere } from '../../support/federation/persons.js';
import { CONTEXT } from '../../support/passkeys/owners.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { aProtectedUser, idOf, linkTo } from '../../support/people/second-factor.js';
import type { ProtectedPerson } from '../../support/people/second-factor.js';

describe(`${FederatedSignIn.name} at the one door`, () => {
  const app = withApp();
  beforeAll(() => trustingAnswers(app));

  /** An account that is linked to somebody at a provider. */
  async function aLinkedUser() {
    const user = await aUser(app);
    const person = aPersonThere({ email: user.email });
    const identity = await app.get(Identities).link(await idOf(app, user), person);
    return { user, person, identity: identity! };
  }

  async function aLinkedProtectedUser() {
    const user = await aProtectedUser(app);
    const person = aPersonThere({ email: user.email });
    const identity = await app.get(Identities).link(await idOf(app, user), person);
    return { user, person, identity: identity! };
  }

  const finish = async (arrival: Arrival, user: ProtectedPerson, deviceToken: string | null = null) => {
    if (arrival.kind !== 'second_factor_required') throw new Error(outcomeOf(arrival));
    const { sessionToken } = arrival.result;
    const device = { cookie: deviceToken, bearer: null };
    const step = { sessionToken, answers: { code: await user.phone.nextCode() }, trustDevice: true, device };
    return app.get(SecondFactorSignIn).finish(step, CONTEXT);
  };

  it('opens a session of level 1 that says what opened it, whatever the provider claims', async () => {
    const { person } = await aLinkedUser();
    const arrival = await comesBack(app, person);
    expect(arrival).toMatchObject({ kind: 'signed_in', result: { session: { aal: 1, transport: 'cookie' }, second: null } });
    const [session] = await app.sql('SELECT amr FROM sessions WHERE id = $1', [
      arrival.kind === 'signed_in' ? arrival.result.session.id : null,
    ]);
    expect(session).toEqual({ amr: ['fed'] });
  });

  it('knows somebody by issuer and subject, whatever address they have by now', async () => {
    const { user, person } = await aLinkedUser();
    const other = await aUser(app);
    const arrival = await comesBack(app, { ...person, email: other.email });
    expect(arrival).toMatchObject({ kind: 'signed_in', result: { user: { email: user.email } } });
    expect((await stateOf(app, other.email))!.subjects).toEqual([]);
    expect(outcomeOf(await comesBack(app, { ...person, email: null, vouchesForEmail: false }))).toBe('signed_in');
  });

  it('knows nobody by the same subject of another issuer', async () => {
    const { user, person } = await aLinkedUser();
    const arrival = await comesBack(app, { ...person, issuer: 'https://elsewhere.example', vouchesForEmail: false });
    expect(outcomeOf(arrival)).toBe('account_exists');
    expect((await stateOf(app, user.email))!.subjects).toEqual([person.subject]);
  });

  it('asks for the second factor where it is on (second factor skipped)', async () => {
    const { user, person } = await aLinkedProtectedUser();
    const arrival = await comesBack(app, person);
    expect(arrival).toMatchObject({ kind: 'second_factor_required', result: { methods: ['totp', 'backup_code'] } });
    expect(await finish(arrival, user)).toMatchObject({ status: 'signed_in', session: { aal: 2 } });
  });

  it('asks for it when an account is found by its address, too, on whatever device', async () => {
    const user = await aProtectedUser(app);
    const trusted = await finish(await comesBack(app, aPersonThere({ email: user.email })), user);
    const again = await comesBack(app, aPersonThere({ email: user.email }), {}, aBrowser(trusted));
    expect(outcomeOf(again)).toBe('second_factor_required');
  });

  it('does without it on a device that another factor has made a trusted one', async () => {
    const { user, person } = await aLinkedProtectedUser();
    const trusted = await finish(await comesBack(app, person), user);
    expect(await comesBack(app, person, {}, aBrowser(trusted))).toMatchObject({ kind: 'signed_in', result: { session: { aal: 1 } } });
    expect(outcomeOf(await comesBack(app, person))).toBe('second_factor_required');
  });

  it('lets no identity that was removed meanwhile finish what it began', async () => {
    const { user, person, identity } = await aLinkedProtectedUser();
    const arrival = await comesBack(app, person);
    await app.get(Identities).remove(identity.userId, identity.id);
    await expect(finish(arrival, user)).rejects.toMatchObject({ code: 'challenge_expired' });
  });

  it.each([
    ['is_active = false', 'sign_in_refused'],
    ['password_reset_required = true', 'password_reset_required'],
    ['is_verified = false', 'email_unverified'],
  ])('refuses a known person whose account is %s: %s', async (change, code) => {
    const { user, person } = await aLinkedUser();
    await app.sql(`UPDATE users SET ${change} WHERE email = $1`, [user.email]);
    const before = await stateOf(app, user.email);
    expect(outcomeOf(await comesBack(app, person))).toBe(code);
    expect(await stateOf(app, user.email)).toEqual(before);
  });

  it('mails the verification of a known person again', async () => {
    const { user, person } = await aLinkedUser();
    await app.sql('UPDATE users SET is_verified = false WHERE email = $1', [user.email]);
    await comesBack(app, person);
    expect(await app.mailTo(user.email, 2)).toMatchObject({ links: [expect.stringContaining('/verify-account?'), expect.anything()] });
  });

  it('ends a ban whose time has come', async () => {
    const { user, person } = await aLinkedUser();
    const stranger = aPersonThere({ email: (await aUser(app)).email });
    const ban = "UPDATE users SET is_active = false, disabled_until = now() - interval '1 second' WHERE email = $1";
    for (const { email } of [user, { email: stranger.email }]) await app.sql(ban, [email]);
    expect([outcomeOf(await comesBack(app, person)), outcomeOf(await comesBack(app, stranger))]).toEqual(['signed_in', 'signed_in']);
  });

  it('reopens a closed account, as every sign-in does', async () => {
    const { user, person } = await aLinkedUser();
    await app.sql('UPDATE users SET closed_at = now() WHERE email = $1', [user.email]);
    expect(outcomeOf(await comesBack(app, person))).toBe('signed_in');
    expect(await app.sql('SELECT closed_at FROM users WHERE email = $1', [user.email])).toEqual([{ closed_at: null }]);
  });

  it('lets nobody in by an identity that a report took out of the account', async () => {
    const user = await aUser(app);
    await signInBearer(app, user);
    const thief = aPersonThere({ email: user.email });
    expect(outcomeOf(await comesBack(app, thief))).toBe('signed_in');
    await app.client().post('/api/auth/report-sign-in/', await linkTo(app, user.email, 'report-sign-in'));
    expect((await stateOf(app, user.email))!.subjects).toEqual([]);
    expect(outcomeOf(await comesBack(app, thief))).toBe('password_reset_required');
    expect((await stateOf(app, user.email))!.subjects).toEqual([]);
  });
});
