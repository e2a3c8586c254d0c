import { FederatedSignIn } from '@castellan/accounts';
import { Unavailable } from '@castellan/common';
import { Federation, ProviderDenied, ProviderFailed, UnknownProvider } from '@castellan/federation';
import { RegistrationSources } from '@castellan/sources';
import { withApp } from '../../support/app/with-app.js';
import { aBrowser, comesBack, stateOf, trustingAnswers, VISIT } from '../../support/federation/returns.js';
import { aPersonThere } from '../../support/federation/persons.js';
import { callerOf, historyOf } from '../../support/passkeys/owners.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { aProtectedUser, idOf } from '../../support/people/second-factor.js';

describe(`${FederatedSignIn.name}.arrive`, () => {
  const app = withApp();
  beforeEach(() => trustingAnswers(app));

  const anAsker = async () => {
    const user = await aUser(app);
    return { user, caller: callerOf(await signInBearer(app, user)) };
  };

  describe('of who links', () => {
    it('links to the account that asked, whatever the address', async () => {
      const { user, caller } = await anAsker();
      const other = await aUser(app);
      const person = aPersonThere({ email: other.email });
      expect(await comesBack(app, person, { caller, next: '/security' })).toMatchObject({ kind: 'linked', visit: { next: '/security' } });
      expect([(await stateOf(app, user.email))!.subjects, (await stateOf(app, other.email))!.subjects]).toEqual([[person.subject], []]);
    });

    it.each([
      ['another account', 'identity_taken'],
      ['this account', 'identity_taken'],
    ])('refuses who is linked to %s', async (linked, code) => {
      const { caller } = await anAsker();
      const person = aPersonThere();
      await comesBack(app, person, linked === 'this account' ? { caller } : {});
      expect(await comesBack(app, person, { caller })).toMatchObject({
        kind: 'refused',
        code,
        visit: { caller: { userId: caller.userId } },
      });
    });

    it('links nothing once the session that asked has ended', async () => {
      const { user, caller } = await anAsker();
      await app.sql("UPDATE sessions SET ended_at = now(), end_reason = 'logout' WHERE id = $1", [caller.sessionId]);
      expect(await comesBack(app, aPersonThere(), { caller })).toMatchObject({ kind: 'refused', code: 'session_ended' });
      expect((await stateOf(app, user.email))!.subjects).toEqual([]);
    });

    it('links nothing for a session without the second factor, where it is on by now', async () => {
      const user = await aProtectedUser(app);
      const caller = callerOf(user.session);
      expect(await comesBack(app, aPersonThere(), { caller })).toMatchObject({ kind: 'linked' });
      await app.sql("UPDATE sessions SET aal = 1, amr = '{pwd}' WHERE id = $1", [caller.sessionId]);
      expect(await comesBack(app, aPersonThere(), { caller })).toMatchObject({ kind: 'refused', code: 'two_factor_required' });
    });
  });

  describe('of an answer that names nobody', () => {
    const failing = (error: Error) => {
      (app.get(Federation) as { finish: unknown }).finish = () => Promise.reject(error);
    };

    it.each([
      ['provider_denied', () => new ProviderDenied(VISIT)],
      ['provider_failed', () => new ProviderFailed(VISIT)],
    ])('says %s, and where it belongs', async (code, error) => {
      failing(error());
      expect(await comesBack(app, aPersonThere())).toEqual({ kind: 'refused', visit: VISIT, code });
    });

    it('belongs nowhere where nobody left for it, or the store is away', async () => {
      failing(new ProviderFailed());
      expect(await comesBack(app, aPersonThere())).toEqual({ kind: 'refused', visit: null, code: 'provider_failed' });
      failing(new Unavailable());
      expect(await comesBack(app, aPersonThere())).toEqual({ kind: 'refused', visit: null, code: 'unavailable' });
    });

    it('lets go what nobody expects', async () => {
      for (const error of [new UnknownProvider(), new TypeError('nobody expects it')]) {
        failing(error);
        await expect(comesBack(app, aPersonThere())).rejects.toBe(error);
      }
    });

    it('is in the history of who asked to link', async () => {
      const { caller } = await anAsker();
      failing(new ProviderDenied({ ...VISIT, caller }));
      await comesBack(app, aPersonThere());
      expect(await historyOf(app, caller, 'identity_linked')).toEqual([{ status: 'failure', reason: 'provider_denied' }]);
    });
  });

  it('remembers who was refused, in the history of whom it was about', async () => {
    const user = await aUser(app);
    const userId = await idOf(app, user);
    await comesBack(app, aPersonThere({ email: user.email, vouchesForEmail: false }));
    await comesBack(app, aPersonThere({ email: user.email }));
    expect(await historyOf(app, { userId }, 'federated_login')).toEqual([
      { status: 'failure', reason: 'account_exists' },
      { status: 'success', reason: null },
    ]);
  });

  it('mails who reads the mailbox of an account that a provider has vouched for, were the provider trusted in error', async () => {
    const person = aPersonThere();
    await comesBack(app, person);
    expect((await app.mailTo(person.email!)).links.join()).toContain('/report-sign-in?');
  });

  it('knows where somebody came from who signs up', async () => {
    const person = aPersonThere();
    await comesBack(app, person, { sourceUrl: 'https://news.example/article' });
    const { id } = (await stateOf(app, person.email!))!;
    expect(await app.get(RegistrationSources).ofUser(id)).toMatchObject([{ url: 'https://news.example/article' }]);
    await comesBack(app, person, { sourceUrl: 'https://shop.example/' }, aBrowser());
    expect(await app.get(RegistrationSources).ofUser(id)).toHaveLength(2);
  });
});
