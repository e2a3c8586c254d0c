import { setTimeout as sleep } from 'node:timers/promises';
import { AccountDeletion, AccountStatus, FederatedSignIn } from '@castellan/accounts';
import { Identities } from '@castellan/federation';
import { TestApp } from '../../support/app/test-app.js';
import { comesBack, outcomeOf, stateOf, trustingAnswers } from '../../support/federation/returns.js';
import { aPersonThere } from '../../support/federation/persons.js';
import { callerOf } from '../../support/passkeys/owners.js';
import { HOST } from '../../support/people/operators.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { idOf, times } from '../../support/people/second-factor.js';

/** On PostgreSQL and Redis the requests go to two nodes in turn. */
const hasServers = Boolean(process.env['DATABASE_URL'] && process.env['REDIS_URL']);
const ROUNDS = 8;

describe.each([{ REQUIRE_VERIFIED_EMAIL: 'true' }, { REQUIRE_VERIFIED_EMAIL: 'false' }])(
  `${FederatedSignIn.name} (an account that ends meanwhile, %o)`,
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

    /** Who is linked, who is vouched for, who is neither, and who asked to link, all at once. */
    async function aCrowd(verified: boolean) {
      const user = await aUser(app, { verified });
      const id = await idOf(app, user);
      const known = aPersonThere({ email: user.email });
      await app.get(Identities).link(id, known);
      const caller = verified ? callerOf(await signInBearer(app, user)) : null;
      const come = async (index: number): Promise<string> => {
        const persons = [known, aPersonThere({ email: user.email }), aPersonThere({ email: user.email, vouchesForEmail: false })];
        const visit = index % 4 === 3 ? { caller } : {};
        return outcomeOf(await comesBack(node(index), persons[index % 4] ?? aPersonThere(), visit));
      };
      return { user, id, come };
    }

    it.each([true, false])('by deletion: none of them fails, and nothing is left of it (proven before: %s)', async (verified) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { id, come } = await aCrowd(verified);
        const coming = times(12, come);
        await sleep(round * 6);
        await node(1).get(AccountDeletion).delete(HOST, id);
        await coming; // whoever comes is refused or let in, and nothing else is thrown
        for (const table of ['identities', 'registrations', 'sessions'])
          expect(await app.sql(`SELECT 1 FROM ${table} WHERE user_id = $1`, [id])).toEqual([]);
      }
    });

    it.each([true, false])('by a ban: nobody is in once it is there (proven before: %s)', async (verified) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { user, id, come } = await aCrowd(verified);
        const coming = times(12, come);
        await sleep(round * 6);
        await node(1).get(AccountStatus).disable(HOST, [id]);
        await coming; // whoever comes is refused or let in, and nothing else is thrown
        const open = await app.sql(
          'SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.id = $1 AND s.ended_at IS NULL AND s.version = u.token_version',
          [id],
        );
        expect(open).toEqual([]);
        expect(await app.sql('SELECT is_active FROM users WHERE id = $1', [id])).toEqual([{ is_active: false }]);
        const before = await stateOf(app, user.email);
        for (const outcome of await times(3, come)) expect(outcome).toBe('sign_in_refused');
        expect(await stateOf(app, user.email)).toEqual(before);
      }
    });
  },
);
