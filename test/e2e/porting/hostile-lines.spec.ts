import { Readable } from 'node:stream';
import { localOperator } from '@castellan/accounts';
import { readLines, UserImport } from '@castellan/porting';
import type { PortingReport } from '@castellan/porting';
import { withApp } from '../../support/app/with-app.js';

let users = 0;
const PROFILE = { bio: '', location: '', date_of_birth: null, language: null, timezone: null, settings: {} };
const SOURCE = {
  url: 'https://a.example/',
  name: null,
  description: '',
  is_active: true,
  is_first: true,
  created_at: '2026-01-01T00:00:00.000Z',
};

function aLine(members: object = {}) {
  users += 1;
  return {
    id: `00000000-0000-4000-8000-${String(users).padStart(12, '0')}`,
    email: `line${String(users)}@example.com`,
    is_verified: true,
    username: null,
    first_name: '',
    last_name: '',
    is_active: true,
    disabled_until: null,
    is_staff: false,
    is_superuser: false,
    date_joined: '2026-01-01T00:00:00.000Z',
    last_login: null,
    phone: null,
    phone_verified_at: null,
    password_reset_required: false,
    proof_due_at: null,
    closed_at: null,
    erase_at: null,
    groups: [],
    permissions: [],
    profile: null,
    sources: [],
    ...members,
  };
}

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('an export by somebody who means harm', () => {
  const app = withApp();
  const take = (lines: readonly string[], header: object = {}): Promise<PortingReport> => {
    const all = [
      JSON.stringify({ castellan_export: 1, secrets: null, ...header }),
      ...lines,
      JSON.stringify({ end: true, users: lines.length }),
    ];
    const input = Readable.from(all.map((line) => `${line}\n`));
    return app
      .get(UserImport)
      .run(readLines(input, { passphrase: () => Promise.resolve(''), batch: 10 }), { source: 'castellan', operator: localOperator() });
  };

  it.each<[string, object, string]>([
    ['NUL in a source', { sources: [{ ...SOURCE, description: 'a\u0000' }] }, ''],
    ['half of a pair', { sources: [{ ...SOURCE, name: '\ud800' }] }, ''],
    ['a day that is none', { last_login: '2026-02-31T00:00:00Z' }, 'unreadable'],
    ['no day', { date_joined: null }, 'unreadable'],
    ['a number for a profile', { profile: 7 }, 'unreadable'],
    ['other types in a profile', { profile: { ...PROFILE, bio: 7 } }, 'unreadable'],
    ['a list for settings', { profile: { ...PROFILE, settings: [] } }, 'unreadable'],
    ['a way up', { profile: { ...PROFILE, settings: { constructor: { prototype: {} } } } }, ''],
    [
      'a group that is none',
      { groups: ['\u0000', '', 'x'.repeat(1_000), '\u001b[2J'], permissions: ['\u0000', '', 'x'.repeat(1_000)] },
      '',
    ],
  ])('stops at nothing, and takes the next: %s', async (_, members, reason) => {
    const [bad, good] = [aLine(members), aLine()];
    const report = await take([JSON.stringify(bad), JSON.stringify(good)]);
    expect(report).toMatchObject({ read: 2, made: 2 - report.refused.length });
    if (reason !== '') expect(report.refused).toEqual([{ row: 'line 2', reason }]);
    expect(await app.sql('SELECT 1 FROM users WHERE email = $1', [good.email])).toHaveLength(1);
  });

  it.each([1_000, 100_000])('stops at nothing that is nested %d deep', async (depth) => {
    const bad = JSON.stringify(aLine({ profile: { ...PROFILE, settings: { a: 'DEEP' } } })).replace('"DEEP"', nested(depth));
    expect(await take([bad, JSON.stringify(aLine())])).toMatchObject({ made: 1, refused: [{ row: 'line 2', reason: 'unreadable' }] });
  });

  it('keeps no more of an endless line than it would read', async () => {
    const report = await take([`"${'x'.repeat(40 * 1024 * 1024)}"`, JSON.stringify(aLine())]);
    expect(report).toMatchObject({ made: 1, refused: [{ row: 'line 2', reason: 'unreadable' }] });
  });

  it.each<[string, object]>([
    ['NUL in its name', { name: 'a\u0000', permissions: [] }],
    ['half of a pair in it', { name: '\ud800', permissions: [] }],
    ['words to a terminal', { name: 'a\u001b[2J', permissions: ['a.b'] }],
    ['permissions that are none', { name: 'odd', permissions: ['\u0000', '', 'a b', 'x'.repeat(1_000)] }],
  ])('holds nobody up by a group with %s', async (_, group) => {
    expect(await take([JSON.stringify(aLine())], { groups: [group] })).toMatchObject({ made: 1, refused: [] });
    expect(await app.sql(`SELECT name FROM groups WHERE name ~ '[[:cntrl:]]'`)).toEqual([]);
    expect(await app.sql(`SELECT codename FROM permissions WHERE codename !~ '^[!-~]{1,201}$'`)).toEqual([]);
  });
});
