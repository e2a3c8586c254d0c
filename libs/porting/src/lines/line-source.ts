import { createInterface } from 'node:readline';
import type { PortedGroup } from '@castellan/permissions';
import type { PortedBatch } from '../records/ported-batch.js';
import type { PortedUser } from '../records/ported-user.js';
import type { Refusal } from '../records/refusal.js';
import { LineSeal } from './sealing.js';
import type { SealHeader } from './sealing.js';
import { userOf } from './user-line.js';
import type { UserLine, UserSecrets } from './user-line.js';

/** It is no export of ours, or it is cut; `message` says what is wrong. */
export class InvalidExport extends Error {}

interface Header {
  readonly groups: readonly PortedGroup[];
  readonly secrets: SealHeader | null;
}

/** How lines are read. */
export interface LineOptions {
  /** Asked for when the file has secrets. */
  readonly passphrase: () => Promise<string>;
  /** Users a batch. */
  readonly batch: number;
}

/**
 * Users of an export, a batch at a time.
 * @throws InvalidExport, WrongPassphrase: a cut file is known by its missing end, when all before was given
 */
export async function* readLines(input: NodeJS.ReadableStream, { passphrase, batch }: LineOptions): AsyncGenerator<PortedBatch> {
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  const first = await lines.next();
  const { groups, secrets } = headerOf(first.done ? '' : first.value);
  const seal = secrets && (await LineSeal.of(await passphrase(), secrets));
  let gathered = new Gathered(groups);
  let number = 1;
  for (let line = await lines.next(); !line.done; line = await lines.next()) {
    number += 1;
    const value = parsed(line.value);
    if (value?.['end'] === true) {
      if (value['users'] !== number - 2)
        throw new InvalidExport(`It says that it has ${String(value['users'])} users, and has ${String(number - 2)}.`);
      yield gathered;
      return;
    }
    gathered.add(`line ${String(number)}`, value, seal);
    if (gathered.read < batch) continue;
    yield gathered;
    gathered = new Gathered(groups);
  }
  yield gathered;
  throw new InvalidExport(
    `It ends after line ${String(number)} without saying so: it was cut. What it has was taken; take the whole file then.`,
  );
}

/** A batch while it is read. */
class Gathered implements PortedBatch {
  read = 0;
  readonly users: PortedUser[] = [];
  readonly refused: Refusal[] = [];
  readonly remarks = [];
  readonly families = Object.create(null) as Record<string, number>;

  constructor(readonly groups: readonly PortedGroup[]) {}

  add(row: string, value: Readonly<Record<string, unknown>> | null, seal: LineSeal | null): void {
    this.read += 1;
    try {
      const line = value as UserLine | null;
      const user = line && userOf(row, line, seal ? secretsIn(line, seal) : undefined);
      if (!user) throw new InvalidExport('It is no object.');
      this.users.push(user);
      const family = familyOf(user);
      this.families[family] = (this.families[family] ?? 0) + 1;
    } catch {
      this.refused.push({ row, reason: 'unreadable' });
    }
  }
}

const familyOf = ({ account: { passwordHash: hash } }: PortedUser): string =>
  hash === undefined ? 'left_out' : hash === null ? 'unusable' : (/^\$?([a-z0-9_-]+)\$/.exec(hash)?.[1] ?? 'unknown');

function secretsIn({ id, secrets }: UserLine, seal: LineSeal): UserSecrets {
  const opened = typeof secrets === 'string' ? seal.open(secrets, id) : null;
  if (opened === null) throw new InvalidExport('Its secrets do not open.');
  return JSON.parse(opened) as UserSecrets; // sealed by the passphrase, so written by an export
}

function headerOf(line: string): Header {
  const header = parsed(line);
  if (header?.['castellan_export'] !== 1) throw new InvalidExport('Its first line is not that of an export.');
  const groups = header['groups'] ?? [];
  if (!Array.isArray(groups) || !groups.every(isGroup)) throw new InvalidExport('Its first line names groups in another form.');
  return { groups, secrets: (header['secrets'] ?? null) as SealHeader | null };
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === 'string');

function isGroup(value: unknown): value is PortedGroup {
  const { name, permissions } = (value ?? {}) as Partial<Record<keyof PortedGroup, unknown>>;
  return typeof name === 'string' && isTexts(permissions);
}

function parsed(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = JSON.parse(line.replace(/^\uFEFF/, '')) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
