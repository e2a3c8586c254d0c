import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/root.js';

/** That its pages and headings are there is for `links.spec.ts` to say. */
const OUR_OWN = /docs\/reference\/contract\.md/;
const PUBLISHED = /\b(RFC|NIST|OWASP|ASVS|WICG|Unicode|ITU|FIPS|ISO|W3C|CWE|WebAuthn|OpenID Connect)\b/;
/** What names a document that only its authors have, or one that is found by nobody who is not told where. */
const CLOSED: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a system that the project came from', /\bS[0-4]\b|\bthe seeds\b/],
  ['a section of a contract', /\bcontract §/i],
  ['a plan or a ticket', /\b(second plan|[Ii]ssue #?\d+|architecture\.md §)/],
  ['a decision without its page', /\bdecision \d{4}\b(?!\])/],
];

const files = ['apps', 'libs', 'scripts', 'test', 'docs']
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  .concat(readdirSync(ROOT).filter((name) => /\.(md|mjs|cjs|ts)$/.test(name)))
  .filter((file) => /\.(ts|mjs|cjs|js|hbs|css|html|md)$/.test(file) && !file.endsWith('citations.spec.ts'));

describe('what is cited', () => {
  const lines = files.flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .map((text, index) => ({ place: `${file}:${String(index + 1)}`, text })),
  );

  it.each(CLOSED)('can be opened by a stranger: never %s', (_what, pattern) => {
    expect(lines.filter(({ text }) => pattern.test(text)).map(({ place, text }) => `${place} ${text.trim()}`)).toEqual([]);
  });

  /** Its name may stand at the end of the line before. */
  it('is a section of a published document', () => {
    const sections = lines.filter(({ text }, at) => text.includes('§') && !PUBLISHED.test(`${lines[at - 1]?.text ?? ''} ${text}`));
    expect(sections.map(({ place, text }) => `${place} ${text.trim()}`)).toEqual([]);
  });

  it('is looked at in what cites much', () => {
    expect(lines.filter(({ text }) => OUR_OWN.test(text)).length).toBeGreaterThan(50);
    expect(lines.filter(({ text }) => PUBLISHED.test(text)).length).toBeGreaterThan(100);
  });
});
