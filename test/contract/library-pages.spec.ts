import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeIn, Page } from '../support/documents/page.js';
import { ROOT } from '../support/root.js';

const libs = readdirSync(join(ROOT, 'libs'));

describe('the page of each lib', () => {
  it.each(libs)('%s: says what it is, how it is used, and what it holds', (lib) => {
    const { text, blocks } = new Page(`libs/${lib}/README.md`);

    expect(text.startsWith(`# ${lib}\n\n`)).toBe(true);
    expect(blocks.map(({ language }) => language)).toEqual(lib === 'panel' ? [] : ['ts']); // the panel's is for our own app alone
    expect(text).toContain('**Tables:** ');
    expect(text.split('\n').length).toBeLessThan(80);
  });

  it.each(libs)('%s: names what its index gives', (lib) => {
    const names = new Page(`libs/${lib}/README.md`).codeInTables().map(([first]) => first![0]!);
    const index = readFileSync(join(ROOT, 'libs', lib, 'src/index.ts'), 'utf8');

    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(index))).toEqual([]);
  });

  it('tells of every table once, at the lib that has its entity', () => {
    const told = libs.flatMap((lib) => tablesToldBy(lib).map((table) => `${lib}: ${table}`));
    const there = libs.flatMap((lib) => tablesOf(lib).map((table) => `${lib}: ${table}`));

    expect(there.length).toBeGreaterThan(20);
    expect(told.toSorted()).toEqual(there.toSorted());
  });
});

function tablesToldBy(lib: string): readonly string[] {
  const [, line = ''] = new Page(`libs/${lib}/README.md`).text.split('**Tables:** ');
  return codeIn(line.split('\n\n', 1)[0]!).filter((code) => /^[a-z_]+$/.test(code));
}

function tablesOf(lib: string): readonly string[] {
  const folder = join(ROOT, 'libs', lib, 'src');
  if (!existsSync(folder)) return [];
  const entities = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.entity.ts'));
  return entities.map((file) => /@Entity\('(\w+)'/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? file);
}
