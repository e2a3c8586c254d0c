import { IdentityLinking, SignInReport } from '@castellan/accounts';
import { Identities } from '@castellan/federation';
import { DevInbox } from '@castellan/notifications';
import { eventually } from '../../../support/app/eventually.js';
import { withApp } from '../../../support/app/with-app.js';
import { aPersonThere } from '../../../support/federation/persons.js';
import { anOwner, CONTEXT, historyOf } from '../../../support/passkeys/owners.js';
import type { PasskeyOwner } from '../../../support/passkeys/owners.js';
import { linkTo } from '../../../support/people/second-factor.js';

describe(`${SignInReport.name}, of identities`, () => {
  const app = withApp();

  const connect = ({ caller }: PasskeyOwner) => app.get(IdentityLinking).link(caller, aPersonThere(), CONTEXT);
  const idsOf = async ({ caller }: PasskeyOwner) => (await app.get(Identities).list(caller.userId)).map(({ id }) => id);
  const mails = ({ person }: PasskeyOwner) => app.get(DevInbox).list(person.email);
  /** Has one for so long that nobody may object, and one of a moment ago. */
  const anOwnerOfTwo = async () => {
    const owner = await anOwner(app);
    const old = await connect(owner);
    await app.sql("UPDATE identities SET created_at = created_at - interval '73 hours' WHERE id = $1", [old.id]);
    await connect(owner);
    return { owner, old: old.id };
  };

  it('takes what a thief connected, and leaves the owner’s', async () => {
    const { owner, old } = await anOwnerOfTwo();
    await eventually(
      async () => (await mails(owner)).filter(({ subject }) => subject?.startsWith('An account elsewhere was connected')),
      ({ length }) => length === 2,
    );

    const answer = await app.client().post('/api/auth/report-sign-in/', await linkTo(app, owner.person.email, 'report-sign-in'));

    expect(answer.status).toBe(200);
    expect(await idsOf(owner)).toEqual([old]);
    expect(await historyOf(app, owner.caller, 'identity_removed')).toEqual([{ status: 'success', reason: 'sign_in_reported' }]);
  });

  it('is one with a reset, which says what was taken off, and what opens the account still', async () => {
    const { owner, old } = await anOwnerOfTwo();
    await app.client().post('/api/auth/password-reset/', { email: owner.person.email });
    const link = await linkTo(app, owner.person.email, 'password-reset-confirm');

    const answer = await app.client().post('/api/auth/password-reset-confirm/', { ...link, new_password: 'glass tundra orbit 9' });

    expect(answer.status).toBe(200);
    expect(await idsOf(owner)).toEqual([old]);
    const text = await eventually(
      async () => (await mails(owner)).find(({ subject }) => subject?.includes('password was changed'))?.text ?? '',
      (words) => words !== '',
    );
    const plain = text.replace(/\s+/g, ' ');
    expect(plain).toContain('the accounts elsewhere that had been connected within 72 hours');
    expect(plain).toContain('Accounts elsewhere that were connected more than 72 hours ago still open your account.');
  });
});
