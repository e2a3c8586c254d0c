import { hasPasskeys } from './passkey-place.js';

const rp = { rpId: 'example.com', areUsable: true };
const at = (url: string | null, passkeys: Parameters<typeof hasPasskeys>[0]['passkeys'] = rp) =>
  hasPasskeys({ panel: { url, path: '', secure: true }, passkeys });

describe(hasPasskeys.name, () => {
  it.each([
    ['the domain itself', 'https://example.com/castellan', true],
    ['a host below it', 'https://ops.example.com', true],
    ['a host that only ends alike', 'https://badexample.com', false],
    ['another domain', 'https://ops.example.net', false],
    ['a domain above it', 'https://com', false],
    ['an address', 'https://192.0.2.1', false],
  ])('asks whether browsers know the passkeys there: %s', (_, url, known) => {
    expect(at(url)).toBe(known);
  });

  it('is of use on this machine, where the panel has no address yet', () => {
    expect(at(null, { rpId: 'localhost', areUsable: true })).toBe(true);
    expect(at(null)).toBe(false);
  });

  it('is of no use where passkeys are of none', () => {
    expect(at('https://127.0.0.1', { rpId: '127.0.0.1', areUsable: false })).toBe(false);
  });
});
