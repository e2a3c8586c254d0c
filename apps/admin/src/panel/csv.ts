import type { ListRow } from '@castellan/data';

/**
 * Where a spreadsheet begins a cell: at its start, and, however it was told to split, behind a separator or quote in it; blanks and quotes
 * in between count for nothing. The apostrophe goes where the formula would begin.
 */
const FORMULA = /(?:^|[,;\t\r\n"'|])[\s"']*(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;
/** Rows as RFC 4180 wants them. Nothing in them begins as a formula would: an apostrophe stands before it (OWASP, CSV injection). */
export function csvOf(columns: readonly string[], rows: readonly ListRow[]): string {
  return [columns, ...rows.map((row) => columns.map((name) => row[name]))].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cell(value: unknown): string {
  const harmless = textOf(value)
    .replace(FORMULA, "$&'")
    .replace(/^(?=[\t\r])/, "'");
  return /[",;\r\n\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
}
