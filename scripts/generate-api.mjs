// Writes what other people may count on, a file for each package, so that a break is seen in a diff: generate-api.mjs [folder]
// Fails where an export has no doc comment.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promised } from './api/entries.mjs';
import { writeDeclarations } from './api/declarations.mjs';
import { reportsOf } from './api/report.mjs';
import { ROOT } from './run.mjs';

const HEAD = `// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md
`;

const folder = process.argv[2] ?? join(ROOT, 'docs/reference/api');
mkdirSync(join(ROOT, 'dist'), { recursive: true });
const declarations = mkdtempSync(join(ROOT, 'dist/declarations-'));
try {
  writeDeclarations(declarations);
  const { reports, undocumented } = reportsOf(promised(), declarations);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of reports) writeFileSync(join(folder, `${name.replace('@castellan/', '')}.d.ts`), HEAD + text);
  if (undocumented.length > 0) throw new Error(`Without a doc comment:\n${undocumented.join('\n')}`);
} finally {
  rmSync(declarations, { recursive: true });
}
