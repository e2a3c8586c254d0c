import { beginSetUpPage, enablePage, setUpPage, signInPage } from './sign-in-pages.js';

const HOSTILE = `"><script>alert('1')</script>`;
const link = { uid: HOSTILE, token: HOSTILE, email: HOSTILE };

describe('the pages of the sign-in', () => {
  it.each([
    ['sign in', signInPage('/base', HOSTILE, HOSTILE)],
    ['begin', beginSetUpPage('/base', link, HOSTILE)],
    ['set up', setUpPage('/base', link, { qrCode: HOSTILE, secret: HOSTILE, step: '' })],
    ['enable', enablePage('/base', link, HOSTILE)],
  ])('escape what they are given: %s (cross-site scripting)', (_name, html) => {
    expect(html).not.toMatch(/<script|'1'|"">/);
    expect(html).toContain('href="/base/assets/page.css"');
  });
});
