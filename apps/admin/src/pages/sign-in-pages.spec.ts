import { Messages, OUR_BRAND } from '@castellan/branding';
import { PageWriter } from '@castellan/rest';
import { beginSetUpPage, enablePage, setUpPage, signInPage } from './sign-in-pages.js';

const HOSTILE = `"><script>alert('1')</script>`;
const link = { uid: HOSTILE, token: HOSTILE, email: HOSTILE };
const hostile = new PageWriter(
  { ...OUR_BRAND, name: HOSTILE, termsUrl: HOSTILE, supportEmail: HOSTILE },
  new Messages(),
  '/base',
  import.meta.dirname,
);

describe.each(['en', 'de'])('the pages of the sign-in, in %s', (language) => {
  const show = hostile.for({ query: {}, headers: { 'accept-language': language } });

  it.each([
    ['sign in', signInPage(show, HOSTILE, HOSTILE)],
    ['begin', beginSetUpPage(show, link, HOSTILE)],
    ['set up', setUpPage(show, link, { qrCode: HOSTILE, secret: HOSTILE, step: '' })],
    ['enable', enablePage(show, link, HOSTILE)],
  ])('escape what they are given, and what the product is called: %s (cross-site scripting)', (_name, html) => {
    expect(html).not.toMatch(/<script|'1'|"">/);
    expect(html).toMatch(/href="\/base\/assets\/design-[\w-]+\.css"/);
    expect(html).toContain(`<html lang="${language}">`);
  });
});

describe('the sign-in of the panel', () => {
  const page = (accept?: string) => signInPage(hostile.for({ query: {}, headers: { 'accept-language': accept } }), null);

  it('speaks the language of the browser, says whose panel it is, and leads who forgot a password on', () => {
    const ours = new PageWriter({ ...OUR_BRAND, name: 'Acme' }, new Messages(), '', import.meta.dirname, '/', {
      resetUrl: '/password-reset',
    });
    const html = signInPage(ours.for({ query: {}, headers: { 'accept-language': 'de-AT, en;q=0.5' } }), null);
    expect(html).toMatch(
      /<title>Verwaltung von Acme<[^]*<h1>Verwaltung<\/h1>[^]*>Passwort<[^]*>Anmelden<[^]*href="\/password-reset">Passwort vergessen\?</,
    );
    expect(html).not.toContain('Castellan');
  });

  it('is English for whom it has no words', () => {
    expect([page('fr'), page()]).toEqual([expect.stringContaining('<html lang="en">'), expect.stringContaining('<html lang="en">')]);
  });
});
