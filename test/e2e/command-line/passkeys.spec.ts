import { Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { castellan, Installation } from '../../support/service/installation.js';
import { aDeviceOf, givePasskey } from '../../support/panel/passkeys.js';
import { SoftwareAuthenticator } from '../../support/authenticator/software-authenticator.js';
import { idOf } from '../../support/panel/users.js';
import { aUser, signInBearer } from '../../support/people/people.js';

describe('castellan passkeys', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.create();
  });
  afterAll(() => installation.remove());

  const run = (...words: readonly string[]) => installation.castellan(['passkeys', ...words]);

  it('needs to know whose, and which', async () => {
    for (const words of [['list'], ['remove', 'ada@example.com']]) {
      const { code, stdout, stderr } = await castellan(['passkeys', ...words]);
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('missing required argument')]);
    }
  });

  it('lists them, shows no control character of their names, and removes one; the sessions end, the owner is told', async () => {
    const before = await installation.service();
    const ada = await aUser(before);
    const id = await idOf(before, ada.email);
    const device = new SoftwareAuthenticator({ origin: new URL(before.configuration.publicUrl).origin });
    const lost = await givePasskey(before, id, (options) => device.create(options), 'Ada’s phone');
    const session = await signInBearer(before, ada);
    await before.sql("UPDATE passkeys SET name = E'Ada\\u001b[31m phone' WHERE id = $1", [lost.id]);

    const listed = await run('list', ada.email.toUpperCase());
    expect([listed.code, listed.stderr]).toEqual([0, '']);
    expect(listed.stdout).toMatch(/^ID +ADDED +LAST USED +SYNCED +NAME\n/);
    expect(listed.stdout).toMatch(new RegExp(`^${lost.id} +\\S+Z +never +no +Ada\\[31m phone$`, 'm'));

    const removed = await run('remove', ada.email, lost.id, '--reason', 'Lost her phone.');
    const text = `The passkey of ${ada.email} is removed. All their sessions have ended.\n`;
    expect(removed).toEqual({ code: 0, stdout: text, stderr: '' });

    const app = await installation.service();
    expect(await app.get(Passkeys).count(id)).toBe(0);
    expect((await app.client().get('/api/auth/me/', session.bearer)).body).toMatchObject({ status: 401, reason: 'admin_revoked' });
    expect((await app.mailTo(ada.email, 2)).subject).toMatch(/passkey/i);
    expect(await app.sql('SELECT action, reason FROM audit_log WHERE target_id = $1', [id])).toEqual([
      { action: 'user.passkey_removed', reason: 'Lost her phone.' },
    ]);
    expect(await run('list', ada.email)).toEqual({ code: 0, stdout: '', stderr: `${ada.email} has no passkey.\n` });
  }, 120_000);

  it('refuses what is not there, nobody, and the last second factor', async () => {
    const service = await installation.service();
    const ada = await aUser(service);
    const id = await idOf(service, ada.email);
    await aDeviceOf(service, id);
    await service.get(TwoFactor).turnOn(id);
    const [{ id: last } = { id: '' }] = await service.get(Passkeys).list(id);
    for (const wrong of [crypto.randomUUID(), 'phone']) expect((await run('remove', ada.email, wrong)).code).toBe(1);
    expect(await run('remove', ada.email, last)).toMatchObject({ code: 1, stderr: expect.stringContaining('last') as string });
    expect(await run('list', 'nobody@example.com')).toMatchObject({ code: 1, stderr: 'There is no user nobody@example.com.\n' });
    expect(await (await installation.service()).get(Passkeys).count(id)).toBe(1);
  }, 120_000);
});
