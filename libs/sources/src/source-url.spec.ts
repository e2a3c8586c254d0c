import { keptSourceUrl } from './source-url.js';

describe(keptSourceUrl.name, () => {
  it.each([
    ['as it is', 'https://www.example.com/pricing', 'https://www.example.com/pricing'],
    ['blanks around it', '  https://example.com/a \n', 'https://example.com/a'],
    ['an upper-case host', 'HTTPS://WWW.Example.COM/Path', 'https://www.example.com/Path'],
    ['no path', 'https://example.com', 'https://example.com/'],
    ['the usual port', 'https://example.com:443/', 'https://example.com/'],
    ['another port', 'http://localhost:5173/', 'http://localhost:5173/'],
    ['a trailing dot', 'https://example.com./a', 'https://example.com/a'],
    ['trailing dots and a port', 'https://example.com..:81/', 'https://example.com:81/'],
    ['an international host', 'https://bücher.example/ö', 'https://xn--bcher-kva.example/%C3%B6'],
    ['an IPv6 host', 'http://[2001:DB8::1]:8080/a', 'http://[2001:db8::1]:8080/a'],
    ['2 000 characters', `https://example.com/${'a'.repeat(1980)}`, `https://example.com/${'a'.repeat(1980)}`],
  ])('keeps one with %s', (_, given, kept) => {
    expect(keptSourceUrl(given)).toBe(kept);
  });

  it.each([
    ['utm parameters as they were written', '?utm_source=a+b&utm_campaign=50%25_off', '?utm_source=a+b&utm_campaign=50%25_off'],
    ['nothing else of them', '?token=s3cr3t&utm_source=x&email=ada%40example.com&utm=1&xutm_a=1', '?utm_source=x'],
    ['each once', '?utm_source=first&utm_source=second&UTM_SOURCE=third', '?utm_source=first'],
    ['their names in any case', '?UTM_Source=Facebook', '?UTM_Source=Facebook'],
    ['an escaped name', '?utm%5Fsource=x', '?utm%5Fsource=x'],
    ['no strange names', '?utm_<script>=x&utm_=y&utm_%00=z', ''],
    ['no question mark without parameters', '?', ''],
  ])('keeps of parameters %s', (_, query, kept) => {
    expect(keptSourceUrl(`https://example.com/${query}`)).toBe(`https://example.com/${kept}`);
  });

  it.each([
    ['a password', 'https://ada:hunter2@example.com/', 'https://example.com/'],
    ['a fragment, where tokens travel', 'https://example.com/#access_token=hunter2', 'https://example.com/'],
    ['an address in the path', 'https://example.com/invite/ada@example.com/accept', 'https://example.com/invite/'],
    ['an escaped address in the path', 'https://example.com/u/ada%40example.com', 'https://example.com/u/'],
    ['an address in a parameter', 'https://example.com/?utm_term=ada%40example.com&utm_source=x', 'https://example.com/?utm_source=x'],
  ])('does not store %s', (_, given, kept) => {
    expect(keptSourceUrl(given)).toBe(kept);
  });

  it.each([
    ['nothing', null],
    ['an empty one', ''],
    ['javascript:', 'javascript:alert(1)'],
    ['javascript: behind a line break', 'java\nscript:alert(1)'],
    ['data:', 'data:text/html,https://example.com'],
    ['ftp:', 'ftp://example.com/'],
    ['one without a scheme', 'example.com/register'],
    ['one that borrows a scheme', '//example.com/register'],
    ['one without a host', 'http:///register'],
    ['one with nothing but credentials', 'https://ada:hunter2@/'],
    ['a host of dots', 'https://../'],
    ['an impossible address', 'http://999.1.1.1/'],
    ['a broken port', 'http://example.com:99999/'],
    ['a NUL in the host', 'http://exa\u0000mple.com/'],
    ['2 001 characters', `https://example.com/${'a'.repeat(1981)}`],
    ['10 kB', `https://example.com/?utm_source=${'a'.repeat(10_000)}`],
    ['what grows beyond 2 000 characters', `https://example.com/${'ü'.repeat(1_000)}`],
    ['a lone surrogate for a host', 'https://\ud800/'],
  ])('keeps nothing of %s', (_, given) => {
    expect(keptSourceUrl(given)).toBeNull();
  });

  it('stays itself when it is kept again', () => {
    for (const url of ['https://xn--bcher-kva.example/%C3%B6?utm_source=a+b%20c', 'http://[::1]:81/a%20b/'])
      expect(keptSourceUrl(url)).toBe(url);
  });
});
