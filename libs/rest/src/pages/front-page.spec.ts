import { renderFrontPage } from './front-page.js';

const publicUrl = 'https://auth.example.com';
const linksOf = (html: string) => [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);

describe(renderFrontPage.name, () => {
  it('leads to the documentation, and to the inbox when there is one', () => {
    expect(linksOf(renderFrontPage({ docs: true, inbox: false, publicUrl }))).toEqual(['/docs']);
    expect(linksOf(renderFrontPage({ docs: true, inbox: true, publicUrl }))).toEqual(['/docs', '/dev/inbox']);
    expect(renderFrontPage({ docs: false, inbox: false, publicUrl })).not.toContain('<ul');
  });

  it('runs no script', () => expect(renderFrontPage({ docs: true, inbox: true, publicUrl })).not.toContain('<script'));
});
