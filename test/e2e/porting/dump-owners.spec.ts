import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { withApp } from '../../support/app/with-app.js';
import { DJANGO_TOTP, importDjango } from '../../support/porting/django-people.js';
import { writtenDump } from '../../support/porting/changed-dump.js';

const OTHER_TOTP = 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU';
const GOOD = { password: '!', last_login: null, is_active: true, is_staff: false, is_superuser: false, first_name: '', last_name: '' };
const user = (pk: unknown, fields: object, model = 'auth.user') => ({
  model,
  ...(pk !== undefined && { pk }),
  fields: { ...GOOD, ...fields },
});
const factor = (pk: unknown, owner: object, secret = DJANGO_TOTP) => ({
  model: 'twofactor.twofactor',
  pk,
  fields: { ...owner, secret, is_enabled: true, backup_codes: ['11112222'] },
});

describe('what hangs on users of a dump', () => {
  const app = withApp();
  let runs = 0;
  const take = (entries: unknown) => importDjango(app, writtenDump(entries), { source: `owners-${String((runs += 1))}` });
  const withFactor = async (email: string) =>
    (await app.sql(`SELECT 1 FROM two_factor t JOIN users u ON u.id = t.user_id WHERE u.email = $1`, [email])).length;

  it('is not given to a victim whose address is the name of an attacker (natural keys)', async () => {
    await take([
      user(1, { username: 'vera', email: 'vera@example.com' }),
      user(2, { username: 'vera@example.com', email: 'mallory@example.com' }),
      factor(1, { user: ['vera@example.com'] }, OTHER_TOTP),
    ]);
    expect([await withFactor('vera@example.com'), await withFactor('mallory@example.com')]).toEqual([0, 1]);
  });

  it('is never lost without a word where the natural key is another column', async () => {
    const entries = [
      user(1, { login_phone: '+4712345678', email: 'phone@example.com' }, 'people.person'),
      factor(1, { user: ['+4712345678'] }),
    ];
    const outcome = await take(entries).then(
      ({ refused }) => refused.length > 0,
      () => true,
    );
    expect(outcome || (await withFactor('phone@example.com')) === 1).toBe(true);
  });

  it('is never lost without a word where users have no keys (--natural-primary alone)', async () => {
    const entries = [user(undefined, { username: 'nora', email: 'nora@example.com' }), factor(1, { user: 17 })];
    const outcome = await take(entries).then(
      ({ refused }) => refused.length > 0,
      () => true,
    );
    expect(outcome || (await withFactor('nora@example.com')) === 1).toBe(true);
  });

  it('is not given to a neighbour where keys are too long for a number (snowflakes)', async () => {
    const [first, second] = ['9007199254740992', '9007199254740993'];
    const text = JSON.stringify([
      user('A', { username: 'flake1', email: 'flake1@example.com' }),
      user('B', { username: 'flake2', email: 'flake2@example.com' }),
      factor(1, { user: 'B' }),
    ])
      .replaceAll('"A"', first)
      .replaceAll('"B"', second);
    const report = await take(text);
    expect(report).toMatchObject({ made: 2, refused: [] });
    expect([await withFactor('flake1@example.com'), await withFactor('flake2@example.com')]).toEqual([0, 1]);
  });

  it('is of users, not of other things with the same key (generic relations)', async () => {
    await take([
      { model: 'contenttypes.contenttype', pk: 4, fields: { app_label: 'auth', model: 'user' } },
      { model: 'contenttypes.contenttype', pk: 9, fields: { app_label: 'shop', model: 'terminal' } },
      user(71, { username: 'gene', email: 'gene@example.com' }),
      { model: 'twofactor.usertwofactor', pk: 1, fields: { content_type: 9, object_id: 71, secret_key: OTHER_TOTP, is_enabled: true } },
    ]);
    expect(await withFactor('gene@example.com')).toBe(0);
  });

  it('is history too where only foreign keys are natural', async () => {
    await take([
      { model: 'contenttypes.contenttype', pk: 4, fields: { app_label: 'auth', model: 'user' } },
      user(72, { username: 'hist', email: 'hist@example.com' }),
      {
        model: 'admin.logentry',
        pk: 1,
        fields: {
          action_time: new Date().toISOString(),
          user: ['hist'],
          content_type: ['auth', 'user'],
          object_id: '72',
          object_repr: 'hist',
          action_flag: 2,
          change_message: '',
        },
      },
    ]);
    const rows = await app.sql(`SELECT event FROM auth_events e JOIN users u ON u.id = e.user_id WHERE u.email = 'hist@example.com'`);
    expect(rows).toHaveLength(1);
  });

  it('is read behind a byte order mark', async () => {
    const report = await take(`\uFEFF${JSON.stringify([user(73, { username: 'bom', email: 'bom@example.com' })])}`);
    expect(report.made).toBe(1);
  });

  it('is nobody’s where two columns say whose it is, and not the same', async () => {
    const person = (pk: number, username: string, email: string) => user(pk, { username, email }, 'people.person');
    const entries = [
      person(1, 'vera', 'vera@example.net'),
      person(2, 'vera@example.net', 'mallory@example.net'),
      factor(1, { user: ['vera@example.net'] }),
    ];
    await expect(take(entries)).rejects.toThrow('Write it without --natural-primary and --natural-foreign.');
    await expect(take([...entries, factor(2, { user: ['vera'] })])).resolves.toMatchObject({ made: 2 }); // names it is
    expect([await withFactor('vera@example.net'), await withFactor('mallory@example.net')]).toEqual([1, 1]);
  });

  it('follows the key of the table, also where another column is the id here', async () => {
    const ids = ['0f9f2f0b-2f5d-5c1f-a7d6-c0ffee5eed02', '0f9f2f0b-2f5d-5c1f-a7d6-c0ffee5eed03'];
    const entries = [
      user(81, { username: 'uid1', email: 'uid1@example.com', public_id: ids[0] }),
      user(82, { username: 'uid2', email: 'uid2@example.com', public_id: ids[1] }),
      factor(1, { user: 82 }),
    ];
    const report = await importDjango(app, writtenDump(entries), { source: 'ids', map: { user: { id: 'public_id' } } });
    expect(report.made).toBe(2);
    expect([await withFactor('uid1@example.com'), await withFactor('uid2@example.com')]).toEqual([0, 1]);
  });

  it('is told to be cut where a gzip ends early', async () => {
    const whole = gzipSync(JSON.stringify([user(91, { username: 'gz', email: 'gz@example.com' })]));
    const file = writtenDump('').replace(/json$/, 'json.gz');
    writeFileSync(file, whole.subarray(0, -12));
    await expect(importDjango(app, file, { source: 'gz' })).rejects.toThrow('whole');
    writeFileSync(file, 'no gzip at all');
    await expect(importDjango(app, file, { source: 'gz' })).rejects.toThrow('gzip');
  });
});
