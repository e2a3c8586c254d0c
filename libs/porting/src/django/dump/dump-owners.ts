import { naturalKeys, STOCK } from './natural-keys.js';
import { InvalidDump } from './records.js';
import type { SpooledDump, SpooledUser } from './spooled-dump.js';

/** What users of a dump are called by the rows that hang on them: by key, or by natural key. */
export class DumpOwners {
  private constructor(private readonly naturalByUser: ReadonlyMap<number, readonly string[]>) {}

  /** @throws InvalidDump where it cannot be told whose a second factor is: without it, a password alone would open the account */
  static of(spooled: SpooledDump, table: string): DumpOwners {
    const { naturalOwners, ownersOfFactors } = spooled;
    const found = naturalOwners.size === 0 ? new Map<string, number>() : naturalKeys(table, rowsOf(spooled, table), naturalOwners);
    if (found === null) throw new InvalidDump(`Natural keys of ${table} may be of several columns, and of other users in each. ${ADVICE}`);
    const [natural, numbered] = partitioned(ownersOfFactors, (owner) => owner.startsWith('['));
    const lost = table === STOCK.table ? [] : natural.filter((owner) => !found.has(owner)); // there, who is not found is not in it
    if (lost.length > 0)
      throw new InvalidDump(
        `Whose the second factors of ${String(lost.length)} users of ${table} are does not follow from their natural keys. ${ADVICE}`,
      );
    if (numbered.length > 0 && hasUsersWithoutKey(spooled, table))
      throw new InvalidDump(`Second factors are of users by keys, which users of ${table} do not have in it. ${ADVICE}`);
    return new DumpOwners(inverted(found));
  }

  namesOf({ row, hasKey }: SpooledUser, index: number): readonly string[] {
    return [...(hasKey ? [row.key] : []), ...(this.naturalByUser.get(index) ?? [])];
  }
}

const ADVICE = 'Write it without --natural-primary and --natural-foreign.';

function* rowsOf(spooled: SpooledDump, table: string) {
  for (const { row } of spooled.usersOf(table)) yield row;
}

function hasUsersWithoutKey(spooled: SpooledDump, table: string): boolean {
  for (const { hasKey } of spooled.usersOf(table)) if (!hasKey) return true;
  return false;
}

function partitioned(values: Iterable<string>, isFirst: (value: string) => boolean): readonly [readonly string[], readonly string[]] {
  const all = [...values];
  return [all.filter(isFirst), all.filter((value) => !isFirst(value))];
}

function inverted(found: ReadonlyMap<string, number>): ReadonlyMap<number, readonly string[]> {
  return new Map([...found].map(([natural, index]) => [index, [natural]]));
}
