import type { DjangoMap } from '../recognition/map-file.js';
import { kindOf, ownerColumn, parentOf } from '../recognition/tables.js';
import type { TableKind, TableShape } from '../recognition/tables.js';
import { chooseUserTable, mayHoldUsers, userColumns } from '../recognition/user-table.js';
import { text } from '../mapping/values.js';
import type { DetailKind, DjangoCatalogue, DjangoRow, DjangoSource, DjangoUser, UserColumns } from '../rows.js';
import { DumpCatalogue } from './dump-catalogue.js';
import { naturalKeysOf, rowOf, shallow } from './dump-rows.js';
import { readRecords } from './records.js';
import type { DumpRecord } from './records.js';
import { Spool } from './spool.js';
import type { Place } from './spool.js';

interface SpooledUser {
  readonly row: DjangoRow;
  readonly groups: readonly unknown[];
  readonly permissions: readonly unknown[];
}

interface SpooledDetail {
  readonly kind: DetailKind;
  readonly row: DjangoRow;
}

/** The JSON of `manage.py dumpdata`, in any order of models: users and what hangs on them wait in a spool until all is read. */
export class DumpSource implements DjangoSource {
  readonly userTable: string;
  readonly userColumns: UserColumns;
  readonly catalogue: DjangoCatalogue;
  readonly total: number;

  private constructor(
    private readonly spooled: SpooledDump,
    { user: map = {} }: DjangoMap,
  ) {
    const shape = chooseUserTable([...spooled.shapes.values()], map);
    this.userTable = shape.table;
    this.userColumns = userColumns(shape, map);
    this.catalogue = spooled.catalogue.whole;
    this.total = spooled.users.get(shape.table)?.length ?? 0;
  }

  /** @param read told how many records were read, from time to time @throws InvalidDump, NoUserTable; and what reading throws */
  static async open(bytes: AsyncIterable<Buffer | string>, map: DjangoMap = {}, read?: (records: number) => void): Promise<DumpSource> {
    const spooled = new SpooledDump(map.user?.table);
    try {
      await spooled.take(bytes, read);
      return new DumpSource(spooled, map);
    } catch (error) {
      spooled.spool.close();
      throw error;
    }
  }

  async *users(batch: number): AsyncGenerator<readonly DjangoUser[]> {
    const places = this.spooled.users.get(this.userTable) ?? [];
    for (let at = 0; at < places.length; at += batch) yield places.slice(at, at + batch).map((place) => this.userAt(place));
  }

  close(): Promise<void> {
    this.spooled.spool.close();
    return Promise.resolve();
  }

  private userAt(place: Place): DjangoUser {
    const { row, groups, permissions } = this.spooled.spool.read(place) as SpooledUser;
    const key = this.userColumns.id === null ? row.key : text(row.columns[this.userColumns.id]);
    const owners = [...new Set([row.key, key, ...naturalKeysOf(row)])];
    return {
      user: { ...row, key },
      details: this.spooled.detailsOf(owners),
      groups: this.spooled.catalogue.groupNames(groups),
      permissions: this.spooled.catalogue.permissionNames(permissions),
    };
  }
}

/** A dump while it is read. */
class SpooledDump {
  readonly spool = new Spool();
  readonly catalogue = new DumpCatalogue();
  readonly shapes = new Map<string, TableShape>();
  /** By table: users may be in one that nobody expects. */
  readonly users = new Map<string, Place[]>();
  /** By `user 17`, or the kind and key of the row that they hang on. */
  private readonly details = new Map<string, Place[]>();

  constructor(private readonly named: string | undefined) {}

  async take(bytes: AsyncIterable<Buffer | string>, read?: (records: number) => void): Promise<void> {
    let count = 0;
    for await (const record of readRecords(bytes, () => {})) {
      this.add(record);
      count += 1;
      if (count % 10_000 === 0) read?.(count);
    }
  }

  /** Of a user, by any of their keys; what hangs on a device or a secret comes with it. */
  detailsOf(owners: readonly string[]): DjangoUser['details'] {
    const found: Partial<Record<DetailKind, DjangoRow[]>> = {};
    const collect = (name: string): void => {
      for (const place of this.details.get(name) ?? []) {
        const { kind, row } = this.spool.read(place) as SpooledDetail;
        (found[kind] ??= []).push(row);
        collect(`${kind} ${row.key}`);
      }
    };
    for (const owner of owners) collect(`user ${owner}`);
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
    const owner = ownerColumn(kind, shape.columns);
    if (!owner) return;
    const name = `${parentOf(kind, owner) ?? 'user'} ${text(row.columns[owner])}`;
    push(this.details, name, this.spool.add({ kind: kind as DetailKind, row } satisfies SpooledDetail));
  }

  private addUser({ fields }: DumpRecord, row: DjangoRow): void {
    const { groups, user_permissions: permissions } = fields;
    const entry = { row, groups: listOf(groups), permissions: listOf(permissions) };
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
