import { ValidationFailed } from '@castellan/common';
import { TextOrIds } from './listing.types.js';
import type { ListColumn, ListDefinition, ListFilters } from './listing.types.js';
import { momentIn } from './moment.js';

const MAX_LENGTH = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The conditions of a query and the values of their parameters. */
export interface Conditions {
  readonly where: string;
  readonly parameters: readonly unknown[];
}

/** @throws ValidationFailed that names each filter there is none of, and each value that makes no sense: a filter is never left out */
export function conditionsOf({ columns }: ListDefinition, filters: ListFilters): Conditions {
  const parameters: unknown[] = [];
  const conditions: string[] = [];
  const errors: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(filters)) {
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
    const condition = column?.filter ? conditionOf(column, value, parameters) : 'The list has no such filter.';
    if (typeof condition === 'string') errors[name.slice(0, 50)] = [condition];
    else conditions.push(condition.sql);
  }
  if (Object.keys(errors).length > 0) throw new ValidationFailed({ errors });
  return { where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, parameters };
}

type Result = { readonly sql: string } | string;

function conditionOf(column: ListColumn, value: unknown, parameters: unknown[]): Result {
  if (column.filter === 'range') return rangeOf(column, value, parameters);
  if (value instanceof TextOrIds) return textOrIds(column, value, parameters);
  if (typeof value !== 'string' || value === '') return 'Give one value.';
  if (value.length > MAX_LENGTH || value.includes('\0')) return `Use at most ${MAX_LENGTH} characters.`;
  const problem = problemOf(column, value);
  if (problem !== null) return problem;
  if (column.filter === 'equals') return { sql: equals(column, value, parameters) };
  if (column.search) return { sql: column.search(value, (one) => `$${parameters.push(one)}`) };
  return containing(column, value, parameters);
}

/** A flag stands bare: `EXISTS (…) = $1` is worked out for every row, `EXISTS (…)` is a join that indexes serve. */
function equals({ sql, kind }: ListColumn, value: string, parameters: unknown[]): string {
  if (kind === 'flag') return value === 'true' ? `(${sql})` : `NOT (${sql})`;
  return `${sql} = $${parameters.push(value)}`;
}

/** As ILIKE does it, which writes the pattern small again for every row. */
function containing(column: ListColumn, value: string, parameters: unknown[]): Result {
  const place = `$${parameters.push(`%${escapeLike(value)}%`)}`;
  const hashed = column.hashed ? [`${column.hashed.sql} = ANY ($${parameters.push(column.hashed.of(value))}::text[])`] : [];
  return { sql: `(${[`lower(${column.sql}) LIKE lower(${place})`, ...hashed].join(' OR ')})` };
}

function problemOf({ kind, values }: ListColumn, value: string): string | null {
  if (values && !values.includes(value)) return 'There is no such value.';
  if (kind === 'uuid' && !UUID.test(value)) return 'This is not an id.';
  if (kind === 'flag' && value !== 'true' && value !== 'false') return 'Choose yes or no.';
  return null;
}

function textOrIds(column: ListColumn, { text, ids }: TextOrIds, parameters: unknown[]): Result {
  const hasText = conditionOf(column, text, parameters);
  if (typeof hasText === 'string' || column.ids === undefined) return hasText;
  return { sql: `(${hasText.sql} OR ${column.ids} = ANY ($${parameters.push(ids)}::uuid[]))` };
}

function rangeOf({ sql }: ListColumn, value: unknown, parameters: unknown[]): Result {
  const bounds = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (bounds.length === 0) return 'Give a time from or to.';
  const parts: string[] = [];
  for (const [bound, text] of bounds) {
    if (bound !== 'from' && bound !== 'to') return 'Give a time from or to.';
    const time = momentIn(text, bound);
    if (!time) return 'This is not a time. Write it as 2026-11-21 or 2026-11-21T14:30Z.';
    parts.push(`${sql} ${bound === 'from' ? '>=' : '<'} $${parameters.push(time)}`);
  }
  return { sql: parts.join(' AND ') };
}

/** `%` and `_` are looked for as they are. @internal */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (character) => `\\${character}`);
