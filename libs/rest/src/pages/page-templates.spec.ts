import { pageTemplates } from './page-templates.js';

const HOSTILE = `"><script>alert('1')</script>`;

describe(pageTemplates.name, () => {
  const template = pageTemplates(import.meta.dirname);

  it('escapes what it is given, in text and in attributes (cross-site scripting)', () => {
    const field = {
      name: HOSTILE,
      label: HOSTILE,
      type: HOSTILE,
      autocomplete: HOSTILE,
      hint: HOSTILE,
      way: { path: HOSTILE, label: HOSTILE },
    };
    const html = template('field')(field);
    expect(html).not.toMatch(/<script|"1"|'1'|""/);
  });

  it('throws where a value is missing, rather than leave a gap', () => {
    expect(() => template('field')({})).toThrow('"name" not defined');
  });
});
