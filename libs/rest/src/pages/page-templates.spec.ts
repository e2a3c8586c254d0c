import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageTemplates } from './page-templates.js';

const HOSTILE = `"><script>alert('1')</script>`;

describe(pageTemplates.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'castellan-templates-'));
  writeFileSync(join(folder, 'link.hbs'), '<a href="{{address}}" title="{{text}}">{{text}}</a>');
  const template = pageTemplates(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('escapes what it is given, in text and in attributes (cross-site scripting)', () => {
    const html = template('link')({ address: HOSTILE, text: HOSTILE });
    expect(html).not.toMatch(/<script|"1"|'1'|""/);
  });

  it('throws where a value is missing, rather than leave a gap', () => {
    expect(() => template('link')({})).toThrow('"address" not defined');
  });
});
