import type { ListRow } from '@castellan/data';

/** Rows as RFC 4180 wants them. A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection). */
export function csvOf(columns: readonly string[], rows: readonly ListRow[]): string {
  return [columns, ...rows.map((row) => columns.map((name) => row[name]))].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cell(value: unknown): string {
  const text =
    value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : JSON.stringify(value ?? '').replace(/^""$/, '');
  const harmless = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
