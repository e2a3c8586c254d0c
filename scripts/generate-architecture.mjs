// Writes the tables of the house into docs/architecture.md, between its two marks: generate-architecture.mjs [file]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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
    table(
      ['lib', 'holds', 'may import'],
      Object.entries(house.LIBS).map(([lib, allowed]) => [lib, purposeOf(lib), codes(allowed)]),
    ),
    table(
      ['app', 'may import, besides any lib'],
      Object.entries(house.APPS).map(([app, allowed]) => [app, codes(allowed)]),
    ),
    'Packages that only some places may import:',
    table(
      ['packages', 'only in'],
      house.PACKAGES.map(({ packages, only }) => [packages.map(readable).join('`, `'), codes(only.map(readable))]),
    ),
    ...Object.entries(house.FLOORS ?? {}).map(([lib, floors]) => floorsOf(lib, floors)),
  ].join('\n\n');
}

/** The lowest floor stands first in the house, and last on the page, as in a section through it. */
function floorsOf(lib, floors) {
  const rows = floors.map((folders, index) => [`${index + 1}`, codes(folders)]).reverse();
  return `The floors of \`${lib}\`: each folder imports from floors below its own, and from no other.\n\n${table(['floor', 'folders'], rows)}`;
}

/** The first cell of a row is code. */
function table(heads, rows) {
  const lines = rows.map(([name, ...cells]) => [`\`${name}\``, ...cells]);
  return [heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function codes(names) {
  return names.length > 0 ? names.map((name) => `\`${name}\``).join(', ') : '–';
}

/** The first paragraph of the lib's page. */
function purposeOf(lib) {
  const page = `libs/${lib}/README.md`;
  if (!existsSync(page)) return '–';
  const [, purpose = '–'] = readFileSync(page, 'utf8').split('\n\n');
  return `${purpose.replaceAll('\n', ' ')} [More](../${page})`;
}

/** The patterns of the lint as people write paths. */
function readable(pattern) {
  return pattern
    .replace(/\[\^\/\]\+/g, '*')
    .replace(/^\^|\$$/g, '')
    .replace(/\\/g, '')
    .replace(/\((\w+)\|(\w+)\)/g, '{$1,$2}');
}
