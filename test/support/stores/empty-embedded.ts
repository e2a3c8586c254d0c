import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedOptions } from '@castellan/data';
import { TEMPLATES } from './templates.js';

export interface EmptyEmbedded {
  readonly database: EmbeddedOptions;
  /** After it was closed. */
  remove(): void;
}

/** An embedded database with nothing in it: a copy, which opens five times as fast as one that is made. */
export function emptyEmbedded(): EmptyEmbedded {
  const home = mkdtempSync(join(tmpdir(), 'castellan-empty-'));
  const directory = join(home, 'db');
  if (existsSync(TEMPLATES.empty)) cpSync(TEMPLATES.empty, directory, { recursive: true });
  return { database: { kind: 'embedded', directory }, remove: () => rmSync(home, { recursive: true, force: true }) };
}
