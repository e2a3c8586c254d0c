import { FederatedSignIn } from '@castellan/accounts';
import type { Arrival, InvalidCode } from '@castellan/accounts';
import { TestApp } from '../../support/app/test-app.js';
import { aVerifier, APP, comesBack, outcomeOf, stateOf, trustingAnswers } from '../../support/federation/returns.js';
import { aPersonThere } from '../../support/federation/persons.js';
import { callerOf } from '../../support/passkeys/owners.js';
import { aUser, PASSWORD, signInBearer, someone } from '../../support/people/people.js';
import { idOf, linkTo, times } from '../../support/people/second-factor.js';
import { signUpsIn, STRANGERS, THIEFS } from '../../support/people/sign-ups.js';

/** On PostgreSQL and Redis the requests go to two nodes in turn. */
const hasServers = Boolean(process.env['DATABASE_URL'] && process.env['REDIS_URL']);

const tally = (outcomes: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

describe.each([{ REQUIRE_VERIFIED_EMAIL: 'true' }, { REQUIRE_VERIFIED_EMAIL: 'false' }])(
  `${FederatedSignIn.name} (races, %o)`,
  (environment) => {
    let app: TestApp;
    let nodes: readonly TestApp[];
    beforeAll(async () => {
      app = await TestApp.start(environment);
      nodes = hasServers ? [app, await app.anotherNode()] : [app];
      nodes.forEach(trustingAnswers);
    });
    afterAll(async () => {
      for (const node of nodes.toReversed()) await node.close();
    });
    const node = (index: number): TestApp => nodes[index % nodes.length]!;
    const isProofAsked = environment.REQUIRE_VERIFIED_EMAIL === 'true';
    const { signUp, login, verify } = signUpsIn(() => app);

    const come = async (person: ReturnType<typeof aPersonThere>, index = 0) => outcomeOf(await comesBack(node(index), person));
    const ownersOf = (subject: string) => app.sql('SELECT user_id FROM identities WHERE subject = $1', [subject]);

    it('signs one person up once, however many callbacks are under way', async () => {
      const person = aPersonThere();
      expect(tally(await times(20, (index) => come(person, index)))).toEqual({ signed_in: 20 });
      expect(await stateOf(app, person.email!)).toMatchObject({ subjects: [person.subject] });
    });

    it('lets one sign-up of one person wait, or be in force, likewise', async () => {
      const person = aPersonThere({ vouchesForEmail: false });
      expect(tally(await times(20, (index) => come(person, index)))).toEqual({ [isProofAsked ? 'email_unverified' : 'signed_in']: 20 });
      expect(await stateOf(app, person.email!)).toMatchObject(
        isProofAsked ? { subjects: [], waiting: 1 } : { subjects: [person.subject], waiting: 0 },
      );
    });

    it('gives one person one account, whatever addresses they come by at once', async () => {
      const person = aPersonThere();
      const outcomes = await times(20, (index) => come({ ...person, email: `${index % 5}${person.email!}` }, index));
      expect(tally(outcomes)).toEqual({ signed_in: 20 });
      expect(await ownersOf(person.subject)).toHaveLength(1);
    });

    it('links all who are vouched for to the one account', async () => {
      const user = await aUser(app);
      const persons = Array.from({ length: 10 }, () => aPersonThere({ email: user.email }));
      expect(tally(await times(10, (index) => come(persons[index]!, index)))).toEqual({ signed_in: 10 });
      expect((await stateOf(app, user.email))!.subjects).toHaveLength(10);
    });

    it('links a person to one of those who ask for it at once', async () => {
      const person = aPersonThere();
      const askers = await Promise.all(Array.from({ length: 6 }, async () => callerOf(await signInBearer(app, await aUser(app)))));
      const outcomes = await times(6, async (index) => outcomeOf(await comesBack(node(index), person, { caller: askers[index]! })));
      expect(tally(outcomes)).toEqual({ linked: 1, identity_taken: 5 });
      expect(await ownersOf(person.subject)).toHaveLength(1);
    });

    it('leaves nothing of a stranger who signs up while the owner comes', async () => {
      for (let round = 0; round < 5; round += 1) {
        const owner = aPersonThere();
        const stranger = { email: owner.email!, password: THIEFS };
        await Promise.all([
          ...[0, 1, 2].map(() => signUp(stranger, STRANGERS)),
          ...[0, 1, 2].map((index) => come(aPersonThere({ email: owner.email, vouchesForEmail: false }), index)),
          come(owner),
        ]);
        expect(await come(owner)).toBe('signed_in');
        expect(await stateOf(app, owner.email!)).toMatchObject({ verified: true, hasPassword: false, subjects: [owner.subject] });
        expect((await login(stranger, THIEFS)).status).not.toBe(200);
      }
    });

    it('proves an address for the owner or for the provider, never for both halves', async () => {
      for (let round = 0; round < 5; round += 1) {
        const owner = someone();
        await signUp(owner);
        const there = aPersonThere({ email: owner.email });
        const [proven, outcome] = await Promise.all([verify(owner, 1), come(there, 1)]);
        expect(outcome).toBe('signed_in');
        const state = await stateOf(app, owner.email);
        // proven first, the account keeps its password and gets the provider; else the provider's owner has it, and the link is dead
        expect(state).toMatchObject({ verified: true, subjects: [there.subject], hasPassword: proven.status === 200 });
        expect((await login(owner, PASSWORD)).status).toBe(proven.status === 200 ? 200 : 401);
      }
    });

    it('exchanges a code once', async () => {
      const { codeVerifier, codeChallenge } = aVerifier();
      const person = aPersonThere();
      const arrival: Arrival = await comesBack(app, person, { app: { redirectUri: 'app.example:/back', codeChallenge } });
      if (arrival.kind !== 'handed_over') throw new Error(outcomeOf(arrival));
      const outcomes = await times(20, (index) =>
        node(index)
          .get(FederatedSignIn)
          .exchange(arrival.code, codeVerifier, APP)
          .then(({ status }) => status)
          .catch((error: unknown) => (error as InvalidCode).code),
      );
      expect(tally(outcomes)).toEqual({ signed_in: 1, invalid_code: 19 });
      expect((await stateOf(app, person.email!))!.sessions).toBe(1);
    });

    it('opens no session that outlives a report', async () => {
      const user = await aUser(app);
      const id = await idOf(app, user);
      const thief = aPersonThere({ email: user.email });
      expect(await come(thief)).toBe('signed_in');
      const link = await linkTo(app, user.email, 'report-sign-in');
      const [report] = await Promise.all([
        node(1).client().post('/api/auth/report-sign-in/', link),
        ...[0, 1, 2, 3].map((index) => come(thief, index)),
      ]);
      expect(report.status).toBe(200);
      const open = await app.sql(
        'SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.id = $1 AND s.ended_at IS NULL AND s.version = u.token_version',
        [id],
      );
      expect(open).toEqual([]);
      expect(await come(thief)).toBe('password_reset_required');
      expect((await stateOf(app, user.email))!.subjects).toEqual([]);
    });

    it('mails and records each link', async () => {
      const user = await aUser(app);
      await come(aPersonThere({ email: user.email }));
      expect((await app.mailTo(user.email, 2)).links.join()).toContain('/report-sign-in?');
      const events = await app.sql('SELECT event FROM auth_events WHERE user_id = $1 AND event = ANY ($2) ORDER BY event', [
        await idOf(app, user),
        ['federated_login', 'identity_linked'],
      ]);
      expect(events).toEqual([{ event: 'federated_login' }, { event: 'identity_linked' }]);
    });
  },
);
