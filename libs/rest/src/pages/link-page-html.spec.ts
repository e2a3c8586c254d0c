import type { LinkPage } from './link-page.js';
import { renderLinkPage } from './link-page-html.js';
import { LINK_PAGES } from './link-pages.js';

const HOSTILE = `"><script>alert('1')</script>{{title}}$&`;
const hostilePage: LinkPage = {
  path: '/hostile',
  apiPath: HOSTILE,
  confirmsByGet: false,
  title: HOSTILE,
  intro: HOSTILE,
  fields: [{ name: 'email', label: HOSTILE, type: 'email', autocomplete: 'email', hint: HOSTILE }],
  button: HOSTILE,
  doneTitle: HOSTILE,
  done: HOSTILE,
  expired: { advice: HOSTILE, renewal: { apiPath: HOSTILE, button: HOSTILE, doneTitle: HOSTILE, done: HOSTILE } },
};

describe(renderLinkPage.name, () => {
  it('escapes every text it is given', () => {
    const html = renderLinkPage(hostilePage, '');

    expect(html).not.toContain('<script>');
    expect(html).not.toContain(`'1'`);
    expect(html).toContain('<h1 id="title">&quot;&gt;&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;{{title}}$&amp;</h1>');
  });

  it.each(LINK_PAGES)('fills every place of $path and uses each id once', (page) => {
    const html = renderLinkPage(page, '');
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);

    expect(html).not.toMatch(/\{\{|undefined|\[object/);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(LINK_PAGES)('has a label and a place for failures for every input of $path', (page) => {
    const html = renderLinkPage(page, '');

    for (const [, id] of html.matchAll(/<input id="([^"]*)"/g)) {
      expect(html).toContain(`<label for="${id!}">`);
      expect(html).toContain(`id="${id!}-errors"`);
    }
  });

  it('shows what ends something in red', () => {
    const drastic = LINK_PAGES.filter((page) => renderLinkPage(page, '').includes('class="drastic"'));

    expect(drastic.map(({ path }) => path)).toEqual(['/report-sign-in']);
  });
});
