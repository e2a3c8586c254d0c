import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/root.js';

interface Tree {
  readonly [key: string]: string | Tree;
}

/** Where the words of the pages are asked for: by the pages, and by what serves their shell. */
const SOURCES = [join(ROOT, 'apps', 'web', 'src'), join(ROOT, 'libs', 'rest', 'src', 'pages')];
const english = JSON.parse(readFileSync(join(ROOT, 'libs/branding/src/languages/en.json'), 'utf8')) as { readonly pages: Tree };

const keysOf = (tree: Tree, path: string): readonly string[] =>
  Object.entries(tree).flatMap(([name, text]) =>
    typeof text === 'string' ? [`${path}.${name.replace(/_(one|other)$/, '')}`] : keysOf(text, `${path}.${name}`),
  );

const sources = SOURCES.flatMap((folder) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => /\.(tsx?|hbs)$/.test(file) && !/\.spec\.ts$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8')),
).join('\n');
/** `pages.links.${name}.title`: whatever begins so is asked for. */
const prefixes = [...sources.matchAll(/(pages\.[\w.]+\.)\$\{/g)].map(([, prefix]) => prefix!);

describe('the words of the pages', () => {
  it('are asked for somewhere, each of them', () => {
    const unused = keysOf(english.pages, 'pages').filter(
      (key) => !prefixes.some((prefix) => key.startsWith(prefix)) && !new RegExp(`${key.replaceAll('.', '\\.')}(?![\\w.])`).test(sources),
    );
    expect(unused).toEqual([]);
  });
});
