import { demand } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import { ListCursors } from '@castellan/data';
import type { ListFrom, ListRow } from '@castellan/data';
import { PanelLists } from '@castellan/panel';
import { Inject, Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../errors/http-errors.js';
import { REST_OPTIONS } from '../../rest-options.js';
import type { RestOptions } from '../../rest-options.js';
import { asParameters, readListQuery } from './list-query.js';
import type { GivenQuery, ListQuery } from './list-query.js';
import type { ManagedList } from './managed-list.js';

const FIRST: ListFrom = { way: 'after', position: null };

/** A page of a list, and where those beside it are. */
export interface ManagedPage<T> {
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly T[];
}

/** The panel's lists as pages that lead to each other (docs/reference/contract.md#machines). */
@Injectable()
export class ManagedPages {
  constructor(
    private readonly lists: PanelLists,
    private readonly cursors: ListCursors,
    @Inject(REST_OPTIONS) private readonly options: RestOptions,
  ) {}

  /** @throws PermissionDenied, ValidationFailed for what the list has not, InvalidCursor for one that no page of the same list gave */
  async page<T>(operator: Operator, list: ManagedList, given: GivenQuery, of: (row: ListRow) => T): Promise<ManagedPage<T>> {
    const query = readListQuery(list, given);
    const filters = { ...query.filters, ...list.fixed };
    for (const [name] of query.given) demandParameter(operator, list, name);
    const from = this.begin(list, query);
    const { rows, next, previous } = await this.told(list, query, () =>
      this.lists.slice(operator, list.list, { filters, ...query.ordering, from, limit: query.limit }),
    );
    return {
      count: await this.lists.count(operator, list.list, filters),
      next: this.link(list, query, next),
      previous: this.link(list, query, previous),
      results: rows.map(of),
    };
  }

  private begin(list: ManagedList, query: ListQuery): ListFrom {
    if (query.cursor === null) return FIRST;
    const from = this.cursors.read(query.cursor, bindingOf(list, query));
    if (!from) throw new InvalidCursor();
    return from;
  }

  private async told<T>(list: ManagedList, query: ListQuery, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ValidationFailed) || !error.extras.errors) throw error;
      throw new ValidationFailed({ errors: asParameters(list, query, error.extras.errors) });
    }
  }

  private link(list: ManagedList, query: ListQuery, from: ListFrom | null): string | null {
    if (from === null) return null;
    const cursor = this.cursors.write(from, bindingOf(list, query));
    const parameters = new URLSearchParams([...query.given, ['limit', String(query.limit)], ['cursor', cursor]]);
    return `${this.options.publicUrl}${list.path}?${parameters.toString()}`;
  }
}

/** No filter tells more than the answer would. */
function demandParameter(operator: Operator, { parameters }: ManagedList, name: string): void {
  const needs = parameters[name]?.needs;
  if (needs) demand(operator, needs);
}

const bindingOf = ({ path }: ManagedList, { given, ordering }: ListQuery): string => JSON.stringify([path, ordering, given]);
