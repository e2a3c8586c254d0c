// Writes the index of the decisions from their headings: generate-decisions.ts [file]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'docs/decisions';
const INTRODUCTION = `# Decisions

Why Castellan is as it is: a page each, with what was the matter, what was decided and what follows from it. Where two differ, the later
number holds.
`;

const names = readdirSync(FOLDER).filter((name) => /^\d{4}-.*\.md$/.test(name));
writeFileSync(process.argv[2] ?? join(FOLDER, 'README.md'), `${INTRODUCTION}\n${names.toSorted().map(line).join('\n')}\n`);

function line(name: string): string {
  const [heading = ''] = readFileSync(join(FOLDER, name), 'utf8').split('\n', 1);
  const [, number, title] = /^# (\d{4}): (.+)$/.exec(heading) ?? [];
  if (number !== name.slice(0, 4) || !title) throw new Error(`${join(FOLDER, name)} must begin with "# ${name.slice(0, 4)}: <title>"`);
  return `- [${number}](${name}) ${title}`;
}
