import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { allPages } from '../support/documents/page.js';
import type { Page } from '../support/documents/page.js';
import { ROOT } from '../support/root.js';

const pages = new Map(allPages().map((page) => [page.path, page]));
const SOURCES = ['apps', 'libs', 'test', 'scripts'];

describe('the documents', () => {
  it('link only to files and headings that are there', () => {
    const links = [...pages.values()].flatMap((page) => linksOf(page).map((link) => ({ page, link })));
    const broken = links.filter(({ page, link }) => !leadsSomewhere(page.path, link));
    expect(broken.map(({ page, link }) => `${page.path}: ${link}`)).toEqual([]);
    expect(links.length).toBeGreaterThan(100);
  });

  it('are cited in the code by pages and headings that are there', () => {
    const citations = SOURCES.flatMap(sourcesBelow).flatMap((file) =>
      [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?<![\w/])docs\/[\w/-]+\.md(?:#[\w-]+)?/g)].map(([link]) => ({ file, link })),
    );
    expect(citations.filter(({ link }) => !leadsSomewhere('.', link)).map(({ file, link }) => `${file}: ${link}`)).toEqual([]);
    expect(citations.length).toBeGreaterThan(5);
  });

  it('are all reached from docs/README.md', () => {
    const reached = new Set(['docs/README.md']);
    for (const path of reached) for (const link of localPages(path)) reached.add(link);
    expect([...pages.keys()].filter((path) => path.startsWith('docs/') && !reached.has(path))).toEqual([]);
  });
});

/** What the page links to in itself or in the project, not to the rest of the web. */
function linksOf(page: Page): readonly string[] {
  const prose = page.prose.replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\((?!https?:|mailto:)<?([^)\s>]+)/g)].map(([, target = '']) => target);
}

function leadsSomewhere(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : relative('.', join(dirname(from), path));
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || (pages.has(target) && anchorsOf(pages.get(target)!).has(anchor));
}

const localPages = (path: string): readonly string[] =>
  linksOf(pages.get(path)!)
    .map((link) => relative('.', join(dirname(path), link.split('#', 1).join())))
    .filter((target) => pages.has(target));

/** Headings as GitHub names them; of two that are alike the second one gets `-1`. */
function anchorsOf(page: Page): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of page.prose.matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = slugOf(heading);
    let anchor = slug;
    for (let twin = 1; anchors.has(anchor); twin += 1) anchor = `${slug}-${String(twin)}`;
    anchors.add(anchor);
  }
  return anchors;
}

const slugOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .replace(/ /g, '-');

function sourcesBelow(folder: string): readonly string[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, String(name)));
  return entries.filter((path) => /\.(ts|mjs|hbs)$/.test(path));
}
