import { Messages, OUR_BRAND } from '@castellan/branding';
import { PageWriter } from './page-writer.js';

const HOSTILE = `</title><script>alert('1')</script>"`;
const logo = { bytes: Buffer.from('<svg/>'), type: 'image/svg+xml', hash: 'abc' } as const;
const acme = { ...OUR_BRAND, name: 'acme', logo, termsUrl: 'https://acme.example/terms', supportEmail: 'help+us@acme.example' };
const asking = (language?: string) => ({ query: {}, headers: { 'accept-language': language } });

describe(PageWriter.name, () => {
  const writer = new PageWriter(acme, new Messages(), '/base', import.meta.dirname);

  it('writes in the look of the product', () => {
    const page = writer.for(asking())('not-found');
    expect(page).toContain('<img src="/base/assets/logo-abc.svg" alt="" />');
    expect(page).toContain('<a href="https://acme.example/terms">Terms</a><a href="mailto:help%2Bus@acme.example">Help</a>');
    expect(writer.assets.map(({ name }) => name)).toEqual([expect.stringMatching(/^design-[\w-]{10}\.css$/), 'logo-abc.svg']);
  });

  it('writes in the language of whoever reads', () => {
    expect(writer.for(asking('de'))('not-found')).toMatch(/<html lang="de">[^]*<h1>Hier ist nichts<\/h1>/);
    expect(writer.for({ ...asking('en'), query: { lang: 'de' } })('not-found')).toContain('<html lang="de">');
    expect(writer.for(asking('fr'))('not-found')).toContain('<html lang="en">');
  });

  it('has the first letter of the name where there is no logo', () => {
    const page = new PageWriter({ ...acme, logo: null }, new Messages(), '', import.meta.dirname).for(asking())('not-found');
    expect(page).toContain('<span class="mark" aria-hidden="true">A</span><span>acme</span>');
  });

  it('shows hostile names as text (cross-site scripting)', () => {
    const hostile = { ...acme, name: HOSTILE, supportEmail: HOSTILE, termsUrl: HOSTILE };
    const page = new PageWriter(hostile, new Messages(), '', import.meta.dirname).for(asking())('not-found');
    expect(page).not.toMatch(/<script|"""|'1'/);
  });

  it('lets a logo that is opened by its own address run nothing (script in a picture)', () => {
    expect(writer.assets.map(({ policy }) => policy)).toEqual([undefined, "default-src 'none'; style-src 'unsafe-inline'; sandbox"]);
  });
});
