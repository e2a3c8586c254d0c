import { FederatedSignIn } from '@castellan/accounts';
import type { Arrival, Visit } from '@castellan/accounts';
import { Federation, Identities } from '@castellan/federation';
import { withApp } from '../../support/app/with-app.js';
import { aVerifier, APP, comesBack, outcomeOf, stateOf, trustingAnswers, VISIT } from '../../support/federation/returns.js';
import { aPersonThere } from '../../support/federation/persons.js';
import { callerOf, CONTEXT, historyOf } from '../../support/passkeys/owners.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { aProtectedUser, idOf } from '../../support/people/second-factor.js';

const CODE = { code: 'invalid_code' };

describe(`${FederatedSignIn.name} for apps`, () => {
  const app = withApp({
    PROVIDERS: 'acme,other',
    ...Object.fromEntries(
      ['ACME', 'OTHER'].flatMap((name) => [
        [`PROVIDER_${name}_ISSUER`, `https://${name.toLowerCase()}.example`],
        [`PROVIDER_${name}_CLIENT_ID`, 'castellan'],
        [`PROVIDER_${name}_CLIENT_SECRET`, 'a-secret-of-the-client'],
      ]),
    ),
  });
  beforeAll(() => trustingAnswers(app));
  const signIn = () => app.get(FederatedSignIn);

  const codeOf = (arrival: Arrival): string => {
    if (arrival.kind !== 'handed_over') throw new Error(outcomeOf(arrival));
    return arrival.code;
  };

  /** An app that has sent somebody to a provider, and got its code. */
  async function aCode(person = aPersonThere(), visit: Partial<Visit> = {}) {
    const { codeVerifier, codeChallenge } = aVerifier();
    const arrival = await comesBack(app, person, { ...visit, app: { redirectUri: 'app.example:/back', codeChallenge } });
    return { code: codeOf(arrival), codeVerifier, person };
  }

  it('hands over a code in the place of a session, which comes with the code', async () => {
    const { code, codeVerifier, person } = await aCode();
    expect((await stateOf(app, person.email!))!.sessions).toBe(0);
    expect(await signIn().exchange(code, codeVerifier, APP)).toMatchObject({
      status: 'signed_in',
      user: { email: person.email },
      session: { transport: 'bearer', aal: 1 },
    });
    expect((await stateOf(app, person.email!))!.sessions).toBe(1);
  });

  it.each([
    [
      'a second time',
      async ({ code, codeVerifier }) => {
        await signIn().exchange(code, codeVerifier, APP);
        return codeVerifier;
      },
    ],
    ['with the verifier of another app (code injection)', () => Promise.resolve(aVerifier().codeVerifier)],
    ['with none', () => Promise.resolve('')],
    ['with its challenge (PKCE downgrade to plain)', ({ codeChallenge }) => Promise.resolve(codeChallenge)],
    [
      'after 60 s',
      async ({ codeVerifier }) => {
        await app.advance(60_001);
        return codeVerifier;
      },
    ],
  ] as readonly (readonly [string, (given: { code: string; codeVerifier: string; codeChallenge: string }) => Promise<string>])[])(
    'refuses a code %s, and spends it',
    async (_, verifierOf) => {
      const { codeVerifier, codeChallenge } = aVerifier();
      const code = codeOf(await comesBack(app, aPersonThere(), { app: { redirectUri: 'app.example:/back', codeChallenge } }));
      const shown = await verifierOf({ code, codeVerifier, codeChallenge });
      await expect(signIn().exchange(code, shown, APP)).rejects.toMatchObject(CODE);
      await expect(signIn().exchange(code, codeVerifier, APP)).rejects.toMatchObject(CODE);
    },
  );

  it('asks for the second factor where it is on, at the exchange (second factor skipped)', async () => {
    const user = await aProtectedUser(app);
    const { code, codeVerifier } = await aCode(aPersonThere({ email: user.email }));
    const result = await signIn().exchange(code, codeVerifier, APP);
    expect(result).toMatchObject({ status: 'second_factor_required', methods: ['totp', 'backup_code'] });
  });

  it.each([
    ['the identity is removed', (userId: string) => app.get(Identities).removeAll(userId)],
    ['every session has ended', (userId: string) => app.sql('UPDATE users SET token_version = token_version + 1 WHERE id = $1', [userId])],
    ['the account is gone', (userId: string) => app.sql('DELETE FROM users WHERE id = $1', [userId])],
  ] as readonly (readonly [string, (userId: string) => Promise<unknown>])[])('opens nothing once %s', async (_, change) => {
    const { code, codeVerifier, person } = await aCode();
    await change((await stateOf(app, person.email!))!.id);
    await expect(signIn().exchange(code, codeVerifier, APP)).rejects.toMatchObject(CODE);
  });

  it('refuses who was disabled meanwhile', async () => {
    const { code, codeVerifier, person } = await aCode();
    await app.sql('UPDATE users SET is_active = false WHERE email = $1', [person.email]);
    await expect(signIn().exchange(code, codeVerifier, APP)).rejects.toMatchObject({ code: 'sign_in_refused' });
  });

  it.each([
    ['account_exists', {}],
    ['password_reset_required', { password_reset_required: true }],
    ['sign_in_refused', { is_active: false }],
  ])('hands over no code where the answer is %s', async (expected, change) => {
    const user = await aUser(app);
    const id = await idOf(app, user);
    const person = aPersonThere({ email: user.email, vouchesForEmail: false });
    if (Object.keys(change).length > 0) await app.get(Identities).link(id, person);
    for (const [column, value] of Object.entries(change)) await app.sql(`UPDATE users SET ${column} = $2 WHERE id = $1`, [id, value]);
    const { codeChallenge } = aVerifier();
    const arrival = await comesBack(app, person, { app: { redirectUri: 'app.example:/back', codeChallenge } });
    expect(arrival).toMatchObject({ kind: 'refused', code: expected, visit: { app: { redirectUri: 'app.example:/back' } } });
  });

  describe('that link', () => {
    async function anAsker() {
      const user = await aUser(app);
      const caller = callerOf(await signInBearer(app, user));
      return { user, caller };
    }

    it('links by the code that the session shows which asked', async () => {
      const { user, caller } = await anAsker();
      const { code, codeVerifier, person } = await aCode(aPersonThere(), { caller });
      expect((await stateOf(app, user.email))!.subjects).toEqual([]);
      expect(await signIn().exchangeLink(caller, code, codeVerifier, CONTEXT)).toMatchObject({ subject: person.subject });
      expect((await stateOf(app, user.email))!.subjects).toEqual([person.subject]);
    });

    it('links nothing by a code that was planted in somebody else’s app', async () => {
      const [thief, victim] = [await anAsker(), await anAsker()];
      const { code, codeVerifier } = await aCode(aPersonThere(), { caller: thief.caller });
      await expect(signIn().exchangeLink(victim.caller, code, codeVerifier, CONTEXT)).rejects.toMatchObject(CODE);
      await expect(signIn().exchangeLink(thief.caller, code, codeVerifier, CONTEXT)).rejects.toMatchObject(CODE);
      expect([(await stateOf(app, thief.user.email))!.subjects, (await stateOf(app, victim.user.email))!.subjects]).toEqual([[], []]);
      expect(await historyOf(app, victim.caller, 'identity_linked')).toEqual([{ status: 'failure', reason: 'invalid_code' }]);
    });

    it('links nothing on another session of the same account', async () => {
      const { user, caller } = await anAsker();
      const { code, codeVerifier } = await aCode(aPersonThere(), { caller });
      const other = callerOf(await signInBearer(app, user));
      await expect(signIn().exchangeLink(other, code, codeVerifier, CONTEXT)).rejects.toMatchObject(CODE);
    });

    it('takes no code of the one kind for the other', async () => {
      const { user, caller } = await anAsker();
      const link = await aCode(aPersonThere(), { caller });
      await expect(signIn().exchange(link.code, link.codeVerifier, APP)).rejects.toMatchObject(CODE);
      const other = await aCode(aPersonThere());
      await expect(signIn().exchangeLink(caller, other.code, other.codeVerifier, CONTEXT)).rejects.toMatchObject(CODE);
      expect((await stateOf(app, user.email))!.subjects).toEqual([]);
    });

    it('signs nobody up, whoever came back', async () => {
      const { caller } = await anAsker();
      const { person } = await aCode(aPersonThere(), { caller });
      expect(await stateOf(app, person.email!)).toBeNull();
    });
  });

  describe('that open a browser', () => {
    const begun: unknown[] = [];
    beforeAll(() => {
      const federation = app.get(Federation) as { begin: unknown };
      federation.begin = (provider: string, visit: Visit) => Promise.resolve(begun.push({ provider, visit }));
    });

    it('begin with a ticket what the session asked for, once', async () => {
      const caller = callerOf(await signInBearer(app, await aUser(app)));
      const visit = { ...VISIT, caller, next: '/security' };
      const ticket = await signIn().ticketFor('acme', visit);
      await signIn().beginWith('acme', ticket);
      expect(begun.at(-1)).toEqual({ provider: 'acme', visit });
      await expect(signIn().beginWith('acme', ticket)).rejects.toMatchObject(CODE);
    });

    it('begin nothing at another provider, and nothing without a ticket', async () => {
      const ticket = await signIn().ticketFor('acme', VISIT);
      await expect(signIn().beginWith('other', ticket)).rejects.toMatchObject(CODE);
      await expect(signIn().beginWith('acme', ticket)).rejects.toMatchObject(CODE);
      await expect(signIn().beginWith('acme', '')).rejects.toMatchObject(CODE);
    });
  });
});
