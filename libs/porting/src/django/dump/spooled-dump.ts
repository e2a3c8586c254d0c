import { text } from '../mapping/values.js';
import { kindOf, ownerColumn, parentOf } from '../recognition/tables.js';
import type { TableKind, TableShape } from '../recognition/tables.js';
import { mayHoldUsers } from '../recognition/user-table.js';
import type { DetailKind, DjangoRow, DjangoUser } from '../rows.js';
import { DumpCatalogue } from './dump-catalogue.js';
import { rowOf, shallow } from './dump-rows.js';
import { readRecords } from './records.js';
import type { DumpRecord } from './records.js';
import { Spool } from './spool.js';
import type { Place } from './spool.js';

/** A row of a table of users, with what it points at. */
export interface SpooledUser {
  readonly row: DjangoRow;
  /** With `--natural-primary` there is none: nothing can hang on its number then. */
  readonly hasKey: boolean;
  readonly groups: readonly unknown[];
  readonly permissions: readonly unknown[];
}

interface SpooledDetail {
  readonly kind: DetailKind;
  readonly row: DjangoRow;
}

const FACTORS: ReadonlySet<DetailKind> = new Set([
  'otp_totp_device',
  'otp_static_device',
  'otp_other_device',
  'allauth_authenticator',
  'two_factor',
  'backup_code',
]);

/** A dump while it is read: users and what hangs on them wait in a spool until all is. */
export class SpooledDump {
  readonly spool = new Spool();
  readonly catalogue = new DumpCatalogue();
  readonly shapes = new Map<string, TableShape>();
  /** By table: users may be in one that nobody expects. */
  readonly users = new Map<string, Place[]>();
  /** Keys, and natural keys as JSON, of those who have a second factor. */
  readonly ownersOfFactors = new Set<string>();
  /** Natural keys that anything hangs on. */
  readonly naturalOwners = new Set<string>();
  /** By `user 17`, the kind and key of the row that they hang on, or the content type and key of any thing. */
  private readonly details = new Map<string, Place[]>();
  private readonly contentTypes = new Set<string>();

  constructor(private readonly named: string | undefined) {}

  async take(bytes: AsyncIterable<Buffer | string>, read?: (records: number) => void): Promise<void> {
    let count = 0;
    for await (const record of readRecords(bytes, () => {})) {
      this.add(record);
      count += 1;
      if (count % 10_000 === 0) read?.(count);
    }
  }

  *usersOf(table: string): Generator<SpooledUser> {
    for (const place of this.users.get(table) ?? []) yield this.userAt(place);
  }

  userAt(place: Place): SpooledUser {
    return this.spool.read(place) as SpooledUser;
  }

  /** Of a user of a table, by any of their keys; what hangs on a device or a secret comes with it. */
  detailsOf(table: string, owners: readonly string[]): DjangoUser['details'] {
    const found: Partial<Record<DetailKind, DjangoRow[]>> = {};
    const collect = (name: string): void => {
      for (const place of this.details.get(name) ?? []) {
        const { kind, row } = this.spool.read(place) as SpooledDetail;
        (found[kind] ??= []).push(row);
        collect(`${kind} ${row.key}`);
      }
    };
    const ofUsers = [...this.contentTypes].filter((type) => this.catalogue.mayBe(table, type)).map((type) => `thing ${type}`);
    for (const owner of owners) for (const prefix of ['user', ...ofUsers]) collect(`${prefix} ${owner}`);
    return found;
  }

  private add(record: DumpRecord): void {
    const row = rowOf(record);
    const shape = this.shapeOf(row);
    const kind = kindOf(shape);
    if (row.table === this.named || mayHoldUsers(shape)) this.addUser(record, row);
    else if (kind && !this.catalogue.add(kind, record, row)) this.addDetail(kind, shape, row);
  }

  private addDetail(kind: TableKind, shape: TableShape, row: DjangoRow): void {
    const column = ownerColumn(kind, shape.columns);
    if (!column) return;
    const detail = { kind: kind as DetailKind, row } satisfies SpooledDetail;
    const owner = text(row.columns[column]);
    const parent = parentOf(kind, column);
    if (parent === null) this.meetOwner(detail.kind, owner);
    push(this.details, `${parent ?? this.ownersOf(column, row)} ${owner}`, this.spool.add(detail));
  }

  /** Users, or things of a content type, which may be users. */
  private ownersOf(column: string, { columns }: DjangoRow): string {
    const type = text(columns['content_type_id']);
    if (column !== 'object_id' || type === '') return 'user';
    this.catalogue.meetContentType(type);
    this.contentTypes.add(type);
    return `thing ${type}`;
  }

  private meetOwner(kind: DetailKind, owner: string): void {
    if (owner.startsWith('[')) this.naturalOwners.add(owner);
    if (owner !== '' && FACTORS.has(kind)) this.ownersOfFactors.add(owner);
  }

  private addUser({ pk, fields }: DumpRecord, row: DjangoRow): void {
    const { groups, user_permissions: permissions } = fields;
    const entry = { row, hasKey: text(pk) !== '', groups: listOf(groups), permissions: listOf(permissions) };
    push(this.users, row.table, this.spool.add(entry satisfies SpooledUser));
  }

  /** Every record of a model has all of its fields. */
  private shapeOf({ table, columns }: DjangoRow): TableShape {
    const known = this.shapes.get(table);
    if (known) return known;
    const shape = { table, columns: new Set(Object.keys(columns)) };
    this.shapes.set(table, shape);
    return shape;
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.map(shallow) : []);

function push(places: Map<string, Place[]>, name: string, place: Place): void {
  const some = places.get(name);
  if (some) some.push(place);
  else places.set(name, [place]);
}
