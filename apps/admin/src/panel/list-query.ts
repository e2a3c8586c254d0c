import { DomainError, ValidationFailed } from '@castellan/common';
import { messageOf } from '../http/in-words.js';
import type { Payload } from './resource-definition.js';

const FILTER = /^filters\.([^~]+)(?:~~(\w+))?$/;
const COUNT = /^[1-9]\d{0,11}$/;

/** What AdminJS's scripts write into the address of a list besides filters, and what each may be. */
const KNOWN: Readonly<Record<string, RegExp>> = {
  page: COUNT,
  perPage: COUNT,
  sortBy: /^/,
  direction: /^(asc|desc)$/,
  refresh: /^/,
  tab: /^/,
  redirectUrl: /^/,
};

/**
 * The filters in the address of a list: `filters.ip=…` and `filters.created_at~~from=…`. Anything that looks otherwise is refused: a
 * filter that was meant and not read would show more than was meant.
 * @throws ValidationFailed
 */
export function filtersIn(query: Payload): Readonly<Record<string, unknown>> {
  const filters: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(query)) {
    const [, field, bound] = FILTER.exec(name) ?? [];
    if (field === undefined) demandKnown(name, value);
    else filters[field] = bound === undefined ? value : { ...(filters[field] as object | undefined), [bound]: value };
  }
  return filters;
}

/** An empty list that says what is wrong with the address, as AdminJS's script shows it; null when nothing is. */
export function refusalOf(query: Payload): object | null {
  try {
    filtersIn(query);
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const meta = { total: 0, perPage: 0, page: 0, direction: null, sortBy: null };
    return { meta, records: [], notice: { message: messageOf(error), type: 'error' } };
  }
}

function demandKnown(name: string, value: string): void {
  if (Object.hasOwn(KNOWN, name) && KNOWN[name]!.test(value)) return;
  throw new ValidationFailed({ errors: { [name.slice(0, 50)]: ['The address of the list cannot be read so.'] } });
}
