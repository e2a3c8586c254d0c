import { renderFrontPage } from './front-page.js';

const linksOf = (html: string) => [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);

describe(renderFrontPage.name, () => {
  it('leads to the documentation, and to the inbox when there is one', () => {
    expect(linksOf(renderFrontPage({ inbox: false }))).toEqual(['/docs']);
    expect(linksOf(renderFrontPage({ inbox: true }))).toEqual(['/docs', '/dev/inbox']);
  });

  it('runs no script', () => expect(renderFrontPage({ inbox: true })).not.toContain('<script'));
});
