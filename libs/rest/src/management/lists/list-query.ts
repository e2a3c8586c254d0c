import { ValidationFailed } from '@castellan/common';
import type { ListOrdering, ListParameter, ManagedList } from './managed-list.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

/** The parameters of a request as Fastify reads them: one that came twice is an array. */
export type GivenQuery = Readonly<Record<string, unknown>>;

/** What a request asks of a list, read once. */
export interface ListQuery {
  readonly limit: number;
  readonly ordering: ListOrdering;
  readonly cursor: string | null;
  readonly filters: Readonly<Record<string, unknown>>;
  /** The filters and the order by their names, sorted: a cursor is good for these. */
  readonly given: readonly [name: string, value: string][];
}

type Errors = Readonly<Record<string, readonly string[]>>;

/** @throws ValidationFailed for every parameter that there is none of, and every value that cannot be: none is ever left out */
export function readListQuery(list: ManagedList, query: GivenQuery): ListQuery {
  const errors: [string, readonly string[]][] = []; // pairs: one may be named `__proto__`
  const given: [string, string][] = [];
  for (const [name, value] of Object.entries(query)) {
    const problem = problemOf(list, name, value);
    if (problem !== null) errors.push([name.slice(0, 50), [problem]]);
    else if (name !== 'limit' && name !== 'cursor') given.push([name, String(value)]);
  }
  if (errors.length > 0) throw new ValidationFailed({ errors: Object.fromEntries(errors) });
  const { limit, ordering, cursor } = query as Readonly<Record<string, string | undefined>>; // one value each, as was just asked
  return {
    limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
    ordering: ordering === undefined ? Object.values(list.orderings)[0]! : list.orderings[ordering]!,
    cursor: cursor ?? null,
    filters: filtersOf(list, given),
    given: given.toSorted(([one], [other]) => (one < other ? -1 : 1)),
  };
}

function problemOf({ parameters, orderings }: ManagedList, name: string, value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return 'Give one value.';
  if (name === 'cursor') return null;
  if (name === 'limit') return isLimit(value) ? null : `Give a whole number from 1 to ${MAX_LIMIT}.`;
  if (name === 'ordering') return Object.hasOwn(orderings, value) ? null : `Choose one of: ${Object.keys(orderings).join(', ')}.`;
  const parameter = Object.hasOwn(parameters, name) ? parameters[name]! : null;
  return parameter === null ? 'The list has no such parameter.' : problemOfValue(parameter, value);
}

const isLimit = (value: string): boolean => /^[1-9]\d{0,2}$/.test(value) && Number(value) <= MAX_LIMIT;

function problemOfValue({ type, values }: ListParameter, value: string): string | null {
  if (type === 'boolean' && value !== 'true' && value !== 'false') return 'Say true or false.';
  return values && !values.includes(value) ? 'There is no such value.' : null;
}

function filtersOf({ parameters }: ManagedList, given: ListQuery['given']): Readonly<Record<string, unknown>> {
  const filters: Record<string, unknown> = {};
  for (const [name, value] of given) {
    const parameter = parameters[name];
    if (parameter?.bound) filters[parameter.filter] = { ...(filters[parameter.filter] as object | undefined), [parameter.bound]: value };
    else if (parameter) filters[parameter.filter] = value;
  }
  return filters;
}

/** What a list says of its filters, by the names that they have here. */
export function asParameters(list: ManagedList, { given }: ListQuery, errors: Errors): Errors {
  const named = Object.entries(errors).flatMap(([filter, messages]) => {
    const names = given.map(([name]) => name).filter((name) => list.parameters[name]?.filter === filter);
    return (names.length > 0 ? names : [filter]).map((name) => [name, messages] as const);
  });
  return Object.fromEntries(named);
}

/** Of `limit`, for the document. */
export const LIMIT_DESCRIPTION = `Rows a page; ${DEFAULT_LIMIT} unless told.`;
export const LIMIT_SCHEMA = { type: 'integer', minimum: 1, maximum: MAX_LIMIT } as const;
