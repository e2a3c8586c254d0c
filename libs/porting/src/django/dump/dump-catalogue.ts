import { json, text } from '../mapping/values.js';
import type { TableKind } from '../recognition/tables.js';
import type { DjangoCatalogue, DjangoRow } from '../rows.js';
import { keyText } from './dump-rows.js';
import type { DumpRecord } from './records.js';

interface GroupRecord {
  readonly key: string;
  readonly name: string;
  readonly permissions: readonly unknown[];
}

/** What users of a dump point at, collected as it comes by: users may come first. */
export class DumpCatalogue {
  private readonly apps = new Map<string, string>();
  private readonly models = new Map<string, string>();
  private readonly permissions = new Map<string, { readonly codename: string; readonly contentType: unknown }>();
  private readonly groups: GroupRecord[] = [];
  private readonly sources = new Map<string, DjangoRow>();

  /** Whether it is something that users point at. */
  add(kind: TableKind, record: DumpRecord, row: DjangoRow): boolean {
    if (kind === 'content_type') this.addContentType(row);
    else if (kind === 'permission') this.addPermission(record);
    else if (kind === 'group') this.addGroup(record);
    else if (kind === 'source') this.sources.set(row.key, row);
    else return false;
    return true;
  }

  private addContentType({ key, columns }: DjangoRow): void {
    this.apps.set(key, text(columns['app_label']));
    this.models.set(key, `${text(columns['app_label'])}_${text(columns['model'])}`);
  }

  /** A natural key says itself what it is, whether content types are in the dump or not: `["auth", "user"]`. */
  meetContentType(key: string): void {
    const natural = key.startsWith('[') ? json(key) : null;
    if (Array.isArray(natural)) this.models.set(key, `${text(natural[0])}_${text(natural[1])}`);
  }

  /** Whether rows about things of a content type may be about users; one that is not in the dump may be anything. */
  mayBe(table: string, contentType: string): boolean {
    return (this.models.get(contentType) ?? table) === table;
  }

  private addPermission({ pk, fields }: DumpRecord): void {
    this.permissions.set(text(pk), { codename: text(fields['codename']), contentType: fields['content_type'] });
  }

  private addGroup({ pk, fields }: DumpRecord): void {
    const { name, permissions } = fields;
    this.groups.push({ key: text(pk), name: text(name), permissions: Array.isArray(permissions) ? permissions : [] });
  }

  get whole(): DjangoCatalogue {
    return {
      groups: new Map(this.groups.map(({ name, permissions }) => [name, this.permissionNames(permissions)])),
      sources: this.sources,
      contentTypes: this.models,
    };
  }

  /** By key, or by natural key: `["editors"]`. */
  groupNames(given: readonly unknown[]): readonly string[] {
    const byKey = new Map(this.groups.map(({ key, name }) => [key, name]));
    return given.flatMap((one) => (Array.isArray(one) ? [text(one[0])] : (byKey.get(text(one)) ?? [])));
  }

  /** By key, or by natural key: `["add_user", "auth", "user"]`. */
  permissionNames(given: readonly unknown[]): readonly string[] {
    return given.flatMap((one) => {
      if (Array.isArray(one)) return [`${text(one[1])}.${text(one[0])}`];
      const found = this.permissions.get(text(one));
      return found ? [`${this.appOf(found.contentType)}.${found.codename}`] : [];
    });
  }

  private appOf(contentType: unknown): string {
    return Array.isArray(contentType) ? text(contentType[0]) : (this.apps.get(keyText(contentType)) ?? '');
  }
}
