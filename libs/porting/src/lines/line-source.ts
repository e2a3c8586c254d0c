import type { PortedGroup } from '@castellan/permissions';
import type { PortedBatch } from '../records/ported-batch.js';
import type { PortedUser } from '../records/ported-user.js';
import type { Refusal } from '../records/refusal.js';
import { linesOf } from './lines-of.js';
import { LineSeal } from './sealing.js';
import type { SealHeader } from './sealing.js';
import { userOf } from './user-line.js';
import type { UserLine, UserSecrets } from './user-line.js';

/** It is no export of ours, or it is cut; `message` says what is wrong. */
export class InvalidExport extends Error {}

type Members = Readonly<Record<string, unknown>>;

interface Header {
  readonly groups: readonly PortedGroup[];
  readonly seal: LineSeal | null;
}

/** How lines are read. */
export interface LineOptions {
  /** Asked for when the file has secrets. */
  readonly passphrase: () => Promise<string>;
  /** A file without secrets is refused: somebody has taken its seal away. */
  readonly mustBeSealed?: boolean;
  /** Users a batch. */
  readonly batch: number;
}

/**
 * Users of an export, a batch at a time.
 * @throws InvalidExport, WrongPassphrase: a cut file is known by its missing end, when all before was given; what the stream throws
 */
export async function* readLines(input: NodeJS.ReadableStream, options: LineOptions): AsyncGenerator<PortedBatch> {
  const lines = linesOf(input);
  const first = await lines.next();
  const { groups, seal } = await headerOf(first.done ? null : parsed(first.value), options);
  let gathered = new Gathered(groups);
  let users = 0;
  for await (const line of lines) {
    const value = parsed(line);
    if (value?.['end'] === true) {
      yield gathered;
      demandEnd(value, users, seal);
      return;
    }
    users += 1;
    gathered.add(`line ${String(users + 1)}`, value, seal);
    if (gathered.read < options.batch) continue;
    yield gathered;
    gathered = new Gathered(groups);
  }
  yield gathered;
  throw new InvalidExport(`It ends after line ${String(users + 1)} without saying so: it was cut. ${ALL_TAKEN}`);
}

const ALL_TAKEN = 'What it has was taken; take the whole file then.';

function demandEnd({ seal: sealed, ...end }: Members, users: number, seal: LineSeal | null): void {
  if (end['users'] !== users)
    throw new InvalidExport(`It says that it has ${String(end['users'])} users, and has ${String(users)}. ${ALL_TAKEN}`);
  if (seal && (typeof sealed !== 'string' || seal.open(sealed, end) === null))
    throw new InvalidExport(`Its last line was changed since it was written. ${ALL_TAKEN}`);
}

/** A batch while it is read. */
class Gathered implements PortedBatch {
  read = 0;
  readonly users: PortedUser[] = [];
  readonly refused: Refusal[] = [];
  readonly remarks = [];
  readonly families = Object.create(null) as Record<string, number>;

  constructor(readonly groups: readonly PortedGroup[]) {}

  add(row: string, value: Members | null, seal: LineSeal | null): void {
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

function secretsIn({ secrets, ...others }: UserLine, seal: LineSeal): UserSecrets {
  const opened = typeof secrets === 'string' ? seal.open(secrets, others) : null;
  if (opened === null) throw new InvalidExport('Its secrets do not open.');
  return JSON.parse(opened) as UserSecrets; // sealed by the passphrase, so written by an export
}

async function headerOf(header: Members | null, { passphrase, mustBeSealed = false }: LineOptions): Promise<Header> {
  if (header?.['castellan_export'] !== 1) throw new InvalidExport('Its first line is not that of an export.');
  const { secrets = null, ...others } = header;
  const groups = others['groups'] ?? [];
  if (!Array.isArray(groups) || !groups.every(isGroup)) throw new InvalidExport('Its first line names groups in another form.');
  if (mustBeSealed && secrets === null)
    throw new InvalidExport('It is not sealed, but a passphrase is given for it: is it the right file?');
  return { groups, seal: secrets === null ? null : await LineSeal.of(await passphrase(), secrets as SealHeader, others) };
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === 'string');

function isGroup(value: unknown): value is PortedGroup {
  const { name, permissions } = (value ?? {}) as Partial<Record<keyof PortedGroup, unknown>>;
  return typeof name === 'string' && isTexts(permissions);
}

function parsed(line: string | null): Members | null {
  try {
    const value = JSON.parse(line?.replace(/^\uFEFF/, '') ?? '') as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null;
  } catch {
    return null;
  }
}
