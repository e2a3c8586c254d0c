// Writes the tables of the house into docs/architecture.md, between its two marks: generate-architecture.mjs [file]
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import * as house from './house.mjs';

const PAGE = 'docs/architecture.md';
const MARKED = /(<!-- house:.*?-->\n).*(<!-- \/house -->)/s;

const page = readFileSync(PAGE, 'utf8');
if (!MARKED.test(page)) throw new Error(`${PAGE} has not the marks that the tables go between.`);
const text = page.replace(MARKED, (_, begin, end) => `${begin}\n${tables()}\n\n${end}`);
writeFileSync(process.argv[2] ?? PAGE, await format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));

function tables() {
  return [
    table('lib', 'may import', Object.entries(house.LIBS)),
    table('app', 'may import, besides any lib', Object.entries(house.APPS)),
    'Packages that only some places may import:',
    table(
      'packages',
      'only in',
      house.PACKAGES.map(({ packages, only }) => [packages.map(readable).join('`, `'), only.map(readable)]),
    ),
  ].join('\n\n');
}

function table(what, allowed, rows) {
  const lines = rows.map(([name, names]) => `| \`${name}\` | ${names.length > 0 ? names.map((one) => `\`${one}\``).join(', ') : '–'} |`);
  return [`| ${what} | ${allowed} |`, '| --- | --- |', ...lines].join('\n');
}

/** The patterns of the lint as people write paths. */
function readable(pattern) {
  return pattern
    .replace(/\[\^\/\]\+/g, '*')
    .replace(/^\^|\$$/g, '')
    .replace(/\\/g, '')
    .replace(/\((\w+)\|(\w+)\)/g, '{$1,$2}');
}
