import type { Operator } from '@castellan/accounts';
import type { PanelLists } from '@castellan/panel';
import { DomainError, NotFound } from '@castellan/common';
import type { ListFilters, ListRow } from '@castellan/data';
import { BaseProperty, BaseRecord, BaseResource, ForbiddenError, ValidationError } from 'adminjs';
import type { ActionContext, Filter } from 'adminjs';
import { messageOf } from '../http/in-words.js';
import { operatorBehind } from './operators.js';
import type { FieldDefinition, Payload, ResourceDefinition } from './resource-definition.js';

/** No field: what is wrong with a form as a whole is shown there. */
export const FORM_MESSAGE = 'form';

interface Page {
  readonly limit?: number;
  readonly offset?: number;
  readonly sort?: { readonly sortBy?: string; readonly direction?: string };
}

/** One of our definitions as AdminJS wants it. It decides nothing: every look and every change asks a service of the libs. */
export class PanelResource extends BaseResource {
  private readonly list: readonly BaseProperty[];

  constructor(
    readonly definition: ResourceDefinition,
    private readonly lists: PanelLists,
  ) {
    super();
    const { fields, key } = definition;
    const shown = fields.map(
      ({ name, type, isSortable = false }) => new BaseProperty({ path: name, type, isSortable, isId: name === key }),
    );
    const isShown = fields.some(({ name }) => name === key);
    const hidden = [...(isShown ? [] : [{ path: key, isId: true }]), { path: FORM_MESSAGE }];
    this.list = [...shown, ...hidden.map((property) => new BaseProperty({ ...property, isSortable: false }))];
  }

  override databaseName(): string {
    return 'castellan';
  }

  override id(): string {
    return this.definition.id;
  }

  override properties(): BaseProperty[] {
    return [...this.list];
  }

  override property(path: string): BaseProperty | null {
    return this.list.find((property) => property.name() === path) ?? null;
  }

  override count(filter: Filter, context?: ActionContext): Promise<number> {
    return told(() => this.lists.count(behind(context), this.definition.id, filtersOf(filter)));
  }

  override find(filter: Filter, { limit = 10, offset = 0, sort }: Page, context?: ActionContext): Promise<BaseRecord[]> {
    return told(async () => {
      const request = { filters: filtersOf(filter), limit, offset, sortBy: this.sortOf(sort), direction: sort?.direction };
      const rows = await this.lists.page(behind(context), this.definition.id, request);
      return rows.map((row) => this.record(row));
    });
  }

  /** AdminJS's own words for what is not there speak of its documentation. @throws NotFound */
  override async findOne(id: string, context?: ActionContext): Promise<BaseRecord> {
    const operator = behind(context);
    const [row] = await this.lists.find(operator, this.definition.id, [id]).catch(nothingIfNoId);
    if (!row) throw new NotFound();
    if (context?.action.name !== 'show') return this.record(row);
    const { details, page } = this.definition;
    const sections = page && { sections: JSON.stringify(await page(operator, row)) };
    return this.record({ ...row, ...(await details?.(operator, id)), ...sections });
  }

  /** For bulk actions: a refusal here ends the whole request, so it stays in our terms. @throws PermissionDenied, ValidationFailed */
  override async findMany(ids: (string | number)[], context?: ActionContext): Promise<BaseRecord[]> {
    const rows = await this.lists.find(behind(context), this.definition.id, ids.map(String));
    return rows.map((row) => this.record(row));
  }

  override async create(params: Record<string, unknown>, context?: ActionContext): Promise<Record<string, unknown>> {
    const { create } = this.definition;
    if (!create) throw new ForbiddenError('Nothing is added here.');
    return told(async () => ({ [this.definition.key]: await create.run(behind(context), payloadOf(params)) }));
  }

  override async update(id: string, params: Record<string, unknown>, context?: ActionContext): Promise<Record<string, unknown>> {
    const { update } = this.definition;
    if (!update) throw new ForbiddenError('Nothing is changed here.');
    await told(() => update.run(behind(context), id, payloadOf(params)));
    return (await this.findOne(id, context)).params;
  }

  /** AdminJS orders by the first sortable column when nobody chose one; the list has an order of its own for that. */
  private sortOf(sort: Page['sort']): string | undefined {
    return this.list.some((property) => property.isSortable()) ? sort?.sortBy : undefined;
  }

  private record(row: ListRow): BaseRecord {
    const shownRow = formatted(this.definition.fields, row);
    return new BaseRecord(Object.fromEntries(Object.entries(shownRow).map(([name, value]) => [name, shown(value)])), this);
  }
}

/** The row as its fields want it read. */
export function formatted(fields: readonly FieldDefinition[], row: ListRow): ListRow {
  const changed = fields.flatMap(({ name, format }) => (format ? [[name, format(row[name], row)] as const] : []));
  return { ...row, ...Object.fromEntries(changed) };
}

function behind(context: ActionContext | undefined): Operator {
  return operatorBehind(context?.currentAdmin);
}

function shown(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.join('\n') : value;
}

function filtersOf({ filters }: Filter): ListFilters {
  return Object.fromEntries(Object.entries(filters).map(([name, { value }]) => [name, value]));
}

export function payloadOf(params: object | null | undefined): Payload {
  return Object.fromEntries(Object.entries(params ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A refusal of a service in AdminJS's terms: at its fields, where it names some, and as a notice. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.kind === 'forbidden') throw new ForbiddenError(error.detail);
    const fields = Object.entries(error.extras.errors ?? {}).map(([name, messages]) => [name, { message: messages.join(' ') }] as const);
    // AdminJS takes a refusal that names no field for a success.
    const named = fields.length > 0 ? fields : [[FORM_MESSAGE, { message: error.detail }] as const];
    throw new ValidationError(Object.fromEntries(named), { message: messageOf(error) });
  }
}

/** What is no id names nothing. */
function nothingIfNoId(error: unknown): readonly ListRow[] {
  if (error instanceof DomainError && error.kind === 'invalid') return [];
  throw error;
}
