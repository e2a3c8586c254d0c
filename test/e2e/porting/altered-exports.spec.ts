import { Readable } from 'node:stream';
import { localOperator } from '@castellan/accounts';
import { InvalidExport, readLines, UserExport, UserImport, WrongPassphrase } from '@castellan/porting';
import type { PortingReport } from '@castellan/porting';
import { withApp } from '../../support/app/with-app.js';
import { aUser } from '../../support/people/people.js';

const PASSPHRASE = 'seven quiet harbours';
type Members = Readonly<Record<string, unknown>>;

describe('a sealed export that somebody altered on the way', () => {
  const here = withApp({ SECRET_KEY: 'a secret key for tests, of 32 bytes and more' });
  const there = withApp({ SECRET_KEY: 'another secret key of tests, of 32 bytes and more' });
  let lines: string[];
  beforeAll(async () => {
    await aUser(here, { email: 'ada@example.com' });
    await aUser(here, { email: 'eve@example.com' });
    lines = [];
    const write = (line: string): Promise<void> => Promise.resolve(void lines.push(line));
    await here.get(UserExport).run({ operator: localOperator(), write, passphrase: PASSPHRASE });
  });

  const imported = (changed: readonly string[]): Promise<PortingReport> => {
    const input = Readable.from([changed.map((line) => `${line}\n`).join('')]);
    const batches = readLines(input, { passphrase: () => Promise.resolve(PASSPHRASE), batch: 7 });
    return there.get(UserImport).run(batches, { source: 'castellan', operator: localOperator() });
  };
  /** The lines, with the first one of which it holds changed. */
  const altered = (isIt: (line: Members) => boolean, change: (line: Members) => Members): readonly string[] => {
    const at = lines.findIndex((line) => isIt(JSON.parse(line) as Members));
    return lines.with(at, JSON.stringify(change(JSON.parse(lines[at]!) as Members)));
  };
  const isEve = ({ email }: Members): boolean => email === 'eve@example.com';

  it.each<[string, Members]>([
    ['a superuser', { is_staff: true, is_superuser: true }],
    ['the owner of another address', { email: 'eve.elsewhere@example.com' }],
    ['proven', { is_verified: false }],
    ['allowed something', { permissions: ['users.view'] }],
    ['somebody else', { id: '00000000-0000-4000-8000-000000000001' }],
  ])('makes nobody %s', async (_, members) => {
    const report = await imported(altered(isEve, (line) => ({ ...line, ...members })));
    expect(report.refused).toEqual([{ row: expect.stringMatching(/^line [23]$/) as string, reason: 'unreadable' }]);
    expect(await there.sql(`SELECT 1 FROM users WHERE email LIKE 'eve%'`)).toEqual([]);
  });

  it('gives a group nothing that it had not', async () => {
    const groups = [{ name: 'staff', permissions: ['users.view'] }];
    const changed = altered(
      ({ castellan_export: first }) => first === 1,
      (header) => ({ ...header, groups }),
    );
    await expect(imported(changed)).rejects.toBeInstanceOf(WrongPassphrase);
    expect(await there.sql('SELECT 1 FROM groups')).toEqual([]);
  });

  it('leaves nobody out in silence', async () => {
    const changed = altered(
      ({ end }) => end === true,
      (end) => ({ ...end, users: 1 }),
    ).filter((line) => !line.includes('eve@example.com'));
    await expect(imported(changed)).rejects.toBeInstanceOf(InvalidExport);
  });

  it('is not read without its seal where a passphrase is given for it', async () => {
    const bare = lines.map((line) => JSON.stringify({ ...(JSON.parse(line) as Members), secrets: null, is_superuser: true }));
    const batches = readLines(Readable.from([bare.join('\n')]), {
      passphrase: () => Promise.resolve(PASSPHRASE),
      mustBeSealed: true,
      batch: 7,
    });
    await expect(there.get(UserImport).run(batches, { source: 'castellan', operator: localOperator() })).rejects.toBeInstanceOf(
      InvalidExport,
    );
  });

  it('is the same to it when only the order of members, or white space, is another', async () => {
    const changed = lines.map((line) =>
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line) as Members).toReversed()), null, 1).replaceAll('\n', ' '),
    );
    expect(await imported(changed)).toMatchObject({ read: 2, refused: [] });
  });
});
