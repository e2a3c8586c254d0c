import { SessionIsOver, TokenInvalid, TwoFactorRequired } from '@castellan/access';
import { IdentityLinked, IdentityLinking, IdentityTaken, UserDirectory } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import { Identities } from '@castellan/federation';
import { Notifications } from '@castellan/notifications';
import { Signals } from '@castellan/signals';
import { TwoFactor } from '@castellan/twofactor';
import { TestApp } from '../../../support/app/test-app.js';
import { aPersonThere } from '../../../support/federation/persons.js';
import { anOwner, CONTEXT, historyOf } from '../../../support/passkeys/owners.js';
import type { PasskeyOwner } from '../../../support/passkeys/owners.js';

/** On PostgreSQL and Redis the requests go to two nodes in turn. */
const hasServers = Boolean(process.env['DATABASE_URL'] && process.env['REDIS_URL']);

describe(IdentityLinking.name, () => {
  let app: TestApp;
  let nodes: readonly TestApp[];
  beforeAll(async () => {
    app = await TestApp.start();
    nodes = hasServers ? [app, await app.anotherNode()] : [app];
  });
  afterAll(async () => {
    for (const node of nodes.toReversed()) await node.close();
  });
  afterEach(() => jest.restoreAllMocks());

  const node = (index: number): TestApp => nodes[index % nodes.length]!;
  const link = ({ caller }: PasskeyOwner, person = aPersonThere(), index = 0) =>
    node(index).get(IdentityLinking).link(caller, person, CONTEXT);
  const linked = ({ caller }: PasskeyOwner) => app.get(Identities).list(caller.userId);

  it('links who somebody is at a provider to the account that asked, whatever the address', async () => {
    const owner = await anOwner(app);
    const publish = jest.spyOn(app.get(Signals), 'publish');
    const person = aPersonThere();
    const identity = await link(owner, person);
    expect(await linked(owner)).toEqual([identity]);
    expect(identity).toMatchObject({ userId: owner.caller.userId, provider: 'acme', subject: person.subject, email: person.email });
    expect(publish).toHaveBeenCalledWith(new IdentityLinked({ userId: owner.caller.userId }));
    expect(await historyOf(app, owner.caller, 'identity_linked')).toEqual([{ status: 'success', reason: null }]);
  });

  it('mails the owner, with the link that takes it back', async () => {
    const owner = await anOwner(app);
    const send = jest.spyOn(app.get(Notifications), 'send');
    await link(owner);
    expect(send.mock.calls.map(([{ to, template, data }]) => [to, template, 'reportLink' in data])).toEqual([
      [owner.person.email, 'identity-linked', true],
    ]);
  });

  it('is in what its owner takes away, and nothing of anybody else', async () => {
    const [owner, other] = [await anOwner(app), await anOwner(app)];
    const person = aPersonThere();
    await link(owner, person);
    await link(other);
    const { body } = await app.client().get('/api/auth/me/export/', owner.session.bearer);
    const { provider, issuer, subject, email } = person;
    expect(body.identities).toEqual([{ provider, issuer, subject, email, created_at: expect.any(String), last_used_at: null }]);
  });

  it('refuses the identity of another account, which keeps it', async () => {
    const [first, second] = [await anOwner(app), await anOwner(app)];
    const person = aPersonThere();
    await link(first, person);
    await expect(link(second, person)).rejects.toThrow(IdentityTaken);
    expect([(await linked(first)).length, (await linked(second)).length]).toEqual([1, 0]);
    expect(await historyOf(app, second.caller, 'identity_linked')).toEqual([{ status: 'failure', reason: 'identity_taken' }]);
  });

  it('gives one of two accounts an identity that both link at once', async () => {
    const owners = [await anOwner(app), await anOwner(app)];
    const person = aPersonThere();
    const ended = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => link(owners[index % 2]!, person, index >> 1)));
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await linked(owners[0]!)).length + (await linked(owners[1]!)).length).toBe(1);
  });

  it('links nothing on a session that was ended meanwhile', async () => {
    const owner = await anOwner(app);
    await app.client().post('/api/auth/logout/', {}, owner.session.bearer);
    await expect(link(owner)).rejects.toThrow(SessionIsOver);
    expect(await linked(owner)).toEqual([]);
  });

  it('links nothing on a session whose tokens were invalidated meanwhile', async () => {
    const owner = await anOwner(app);
    await app.sql('UPDATE users SET token_version = token_version + 1 WHERE id = $1', [owner.caller.userId]);
    await expect(link(owner)).rejects.toThrow(TokenInvalid);
    expect(await linked(owner)).toEqual([]);
  });

  it('links nothing by a password alone while two-step sign-in is on', async () => {
    const owner = await anOwner(app);
    await app.get(TwoFactor).turnOn(owner.caller.userId);
    await expect(link(owner)).rejects.toThrow(TwoFactorRequired);
    await app.sql('UPDATE sessions SET aal = 2 WHERE id = $1', [owner.caller.sessionId]);
    await link(owner);
    expect(await linked(owner)).toHaveLength(1);
  });

  it('trusts no device any more, so that a new identity is no way around the second step', async () => {
    const owner = await anOwner(app);
    await app.sql(`UPDATE devices SET trusted_until = now() + interval '9 days' WHERE user_id = $1`, [owner.caller.userId]);
    await link(owner);
    expect(await app.sql('SELECT 1 FROM devices WHERE user_id = $1 AND trusted_until IS NOT NULL', [owner.caller.userId])).toEqual([]);
  });

  it('tells the owner of what a provider vouched for, and nobody of what an account began with', async () => {
    const owner = await anOwner(app);
    const user = (await app.get(UserDirectory).find(owner.caller.userId))!;
    const inTransaction = <T>(work: () => Promise<T>) => app.get(Transaction).run(work);
    const send = jest.spyOn(app.get(Notifications), 'send');
    await inTransaction(() => app.get(IdentityLinking).linkFirst(user, aPersonThere(), CONTEXT));
    expect(send).not.toHaveBeenCalled();
    await inTransaction(() => app.get(IdentityLinking).linkFound(user, aPersonThere(), CONTEXT));
    expect(send).toHaveBeenCalledTimes(1);
    expect(await historyOf(app, owner.caller, 'identity_linked')).toHaveLength(2);
  });
});
