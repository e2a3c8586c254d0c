import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixture } from './django-people.js';

type Fields = Readonly<Record<string, unknown>>;
interface Entry {
  readonly model: string;
  readonly pk?: unknown;
  readonly fields: Fields;
}

/** A dump in which somebody changed rows of users meanwhile; gives the path. */
export function changedDump(name: string, change: (fields: Fields) => Fields): string {
  const entries = JSON.parse(readFileSync(fixture(`${name}.json`), 'utf8')) as readonly Entry[];
  return writtenDump(entries.map((entry) => ('password' in entry.fields ? { ...entry, fields: change(entry.fields) } : entry)));
}

/** A dump in which rows of a model are others; gives the path. */
export function changedRows(name: string, model: string, change: (fields: Fields) => Fields): string {
  const entries = JSON.parse(readFileSync(fixture(`${name}.json`), 'utf8')) as readonly Entry[];
  return writtenDump(entries.map((entry) => (entry.model === model ? { ...entry, fields: change(entry.fields) } : entry)));
}

/** Any text or value as a dump; gives the path. */
export function writtenDump(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'castellan-dump-')), 'dump.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
