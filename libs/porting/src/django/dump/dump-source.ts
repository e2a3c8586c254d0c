import type { DjangoMap } from '../recognition/map-file.js';
import { chooseUserTable, userColumns } from '../recognition/user-table.js';
import { text } from '../mapping/values.js';
import type { DjangoCatalogue, DjangoSource, DjangoUser, UserColumns } from '../rows.js';
import { DumpOwners } from './dump-owners.js';
import { SpooledDump } from './spooled-dump.js';

/** The JSON of `manage.py dumpdata`, in any order of models: users and what hangs on them wait in a spool until all is read. */
export class DumpSource implements DjangoSource {
  readonly userTable: string;
  readonly userColumns: UserColumns;
  readonly catalogue: DjangoCatalogue;
  readonly total: number;
  private readonly owners: DumpOwners;

  private constructor(
    private readonly spooled: SpooledDump,
    { user: map = {} }: DjangoMap,
  ) {
    const shape = chooseUserTable([...spooled.shapes.values()], map);
    this.userTable = shape.table;
    this.userColumns = userColumns(shape, map);
    this.catalogue = spooled.catalogue.whole;
    this.total = spooled.users.get(shape.table)?.length ?? 0;
    this.owners = DumpOwners.of(spooled, shape.table);
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
    for (let at = 0; at < places.length; at += batch) yield places.slice(at, at + batch).map((_, index) => this.userAt(at + index));
  }

  close(): Promise<void> {
    this.spooled.spool.close();
    return Promise.resolve();
  }

  private userAt(index: number): DjangoUser {
    const user = this.spooled.userAt(this.spooled.users.get(this.userTable)![index]!);
    const { row, groups, permissions } = user;
    const key = this.userColumns.id === null ? row.key : text(row.columns[this.userColumns.id]);
    return {
      user: { ...row, key },
      details: this.spooled.detailsOf(this.userTable, this.owners.namesOf(user, index)),
      groups: this.spooled.catalogue.groupNames(groups),
      permissions: this.spooled.catalogue.permissionNames(permissions),
    };
  }
}
