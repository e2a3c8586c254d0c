import { SecretKeys } from '@castellan/common';
import { ListCursors } from './list-cursors.js';
import type { ListFrom } from './listing.types.js';

const FROM: ListFrom = {
  way: 'after',
  position: { value: '2026-11-21 09:41:07.123456+00', key: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11' },
};
const OF = '["/api/admin/users/"]';
const cursors = new ListCursors(new SecretKeys(['a secret of this service']));
const cursor = cursors.write(FROM, OF);

describe(ListCursors.name, () => {
  it('reads what it wrote', () => {
    expect(cursors.read(cursor, OF)).toEqual(FROM);
    const first: ListFrom = { way: 'before', position: null };
    expect(cursors.read(cursors.write(first, OF), OF)).toEqual(first);
  });

  it('refuses one with any bit changed', () => {
    const bytes = Buffer.from(cursor, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(cursors.read(changed.toString('base64url'), OF)).toBeNull();
    }
  });

  it.each([
    ['cut at its end', cursor.slice(0, -4)],
    ['cut at its beginning', cursor.slice(4)],
    ['with something behind it', `${cursor}AAAA`],
    ['in another spelling', `${cursor}=`],
    ['with a blank', ` ${cursor}`],
    ['unsigned', Buffer.from(JSON.stringify(['after', '2026-11-21', 'x'])).toString('base64url')],
    ['that is empty', ''],
    ['that is endless', 'A'.repeat(100_000)],
  ])('refuses one %s', (_, changed) => expect(cursors.read(changed, OF)).toBeNull());

  it('refuses one of another list, another filter, another order', () => {
    expect(cursors.read(cursor, '["/api/admin/audit/"]')).toBeNull();
  });

  it('refuses one of another service', () => {
    expect(new ListCursors(new SecretKeys(['another secret'])).read(cursor, OF)).toBeNull();
  });

  it('reads one from before the secret was replaced', () => {
    const replaced = new ListCursors(new SecretKeys(['the next secret', 'a secret of this service']));
    expect(replaced.read(cursor, OF)).toEqual(FROM);
    expect(cursors.read(replaced.write(FROM, OF), OF)).toBeNull();
  });
});
