import { Identities } from '@castellan/federation';
import { connect } from '../../support/federation/persons.js';
import { castellan, Installation } from '../../support/service/installation.js';
import { idOf } from '../../support/panel/users.js';
import { aUser, signInBearer } from '../../support/people/people.js';

describe('castellan identities', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.create();
  });
  afterAll(() => installation.remove());

  const run = (...words: readonly string[]) => installation.castellan(['identities', ...words]);

  it('needs to know whose, and which', async () => {
    for (const words of [['list'], ['remove', 'ada@example.com']]) {
      const { code, stdout, stderr } = await castellan(['identities', ...words]);
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('missing required argument')]);
    }
  });

  it('lists them, shows no control character of theirs, and disconnects one; the sessions end, the owner is told', async () => {
    const before = await installation.service();
    const ada = await aUser(before);
    const id = await idOf(before, ada.email);
    const lost = await connect(before, id, { subject: 'sub\u001b[31m-1', email: 'ada\u001b[31m@there.example' });
    const session = await signInBearer(before, ada);

    const listed = await run('list', ada.email.toUpperCase());
    expect([listed.code, listed.stderr]).toEqual([0, '']);
    expect(listed.stdout).toMatch(/^ID +CONNECTED +LAST USED +PROVIDER +SUBJECT +ADDRESS THERE\n/);
    expect(listed.stdout).toMatch(new RegExp(`^${lost.id} +\\S+Z +never +acme +sub\\[31m-1 +ada\\[31m@there.example$`, 'm'));

    const removed = await run('remove', ada.email, lost.id, '--reason', 'Lost her account there.');
    const text = `The account at the provider is disconnected from ${ada.email}. All their sessions have ended.\n`;
    expect(removed).toEqual({ code: 0, stdout: text, stderr: '' });

    const app = await installation.service();
    expect(await app.get(Identities).count(id)).toBe(0);
    expect((await app.client().get('/api/auth/me/', session.bearer)).body).toMatchObject({ status: 401, reason: 'admin_revoked' });
    expect((await app.mailTo(ada.email, 2)).subject).toMatch(/disconnected/);
    expect(await app.sql('SELECT action, reason FROM audit_log WHERE target_id = $1', [id])).toEqual([
      { action: 'user.identity_removed', reason: 'Lost her account there.' },
    ]);
    expect(await run('list', ada.email)).toEqual({ code: 0, stdout: '', stderr: `${ada.email} has no account at a provider.\n` });
  }, 120_000);

  it('refuses what is not there, nobody, and the last way in', async () => {
    const service = await installation.service();
    const ada = await aUser(service);
    const id = await idOf(service, ada.email);
    const last = await connect(service, id);
    await service.sql('UPDATE users SET password_hash = NULL, is_verified = false WHERE id = $1', [id]);
    for (const wrong of [crypto.randomUUID(), 'google']) expect((await run('remove', ada.email, wrong)).code).toBe(1);
    expect(await run('remove', ada.email, last.id)).toMatchObject({ code: 1, stderr: expect.stringContaining('last') as string });
    expect(await run('list', 'nobody@example.com')).toMatchObject({ code: 1, stderr: 'There is no user nobody@example.com.\n' });
    expect(await (await installation.service()).get(Identities).count(id)).toBe(1);
  }, 120_000);
});
