import type { CustomTypesConfig } from 'pg';
import builtin from 'pg-types/lib/textParsers.js';

type Parser = (value: string) => unknown;

/**
 * How answers are read on connections of ours, and statements of ours on those of others. `pg` keeps one registry in the process, which a
 * host may have changed for itself by `pg.types.setTypeParser`: dates as texts, numbers as big ones. These are those that `pg` comes with.
 */
export const TYPE_PARSERS: CustomTypesConfig = {
  getTypeParser: parserOf,
};

/** PostgreSQL's types date, timestamp and timestamptz. */
const TIMES: ReadonlySet<number> = new Set([1082, 1114, 1184]);

/** The same, but for times, which come as the server writes them: to the microsecond, and of whatever year. */
export const TIMES_AS_TEXT: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string): Parser => (TIMES.has(oid) ? asText : parserOf(oid, format)),
};

const parsers = new Map<number, Parser>();
builtin.init((oid, parse) => void parsers.set(oid, parse));

function parserOf(oid: number, format?: string): Parser {
  return (format === 'binary' ? undefined : parsers.get(oid)) ?? asText;
}

function asText(value: string): string {
  return value;
}

/**
 * The same for one statement on a connection of somebody else's. `pg` hands the property on as the list of the parameters' types, which
 * PGlite reads: none are told.
 */
export const STATEMENT_TYPES: CustomTypesConfig = Object.assign([], TYPE_PARSERS);
