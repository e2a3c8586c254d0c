import { ValidationFailed } from '@castellan/common';
import { AUTHENTICATOR_NAMES } from './authenticator-names.js';
import { defaultName, demandName } from './passkey-name.js';

describe(defaultName.name, () => {
  it.each(Object.entries(AUTHENTICATOR_NAMES))('of %s is %s, which is a name as any', (aaguid, name) => {
    expect(aaguid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(demandName(defaultName(aaguid))).toBe(name);
  });

  it('knows the makers of most passkeys', () => {
    const names = new Set(Object.values(AUTHENTICATOR_NAMES));

    expect(
      ['Apple Passwords', 'Google Password Manager', 'Windows Hello', '1Password', 'Bitwarden'].filter((name) => !names.has(name)),
    ).toEqual([]);
  });

  it('has a plain one for an authenticator that tells none', () => {
    expect(defaultName('00000000-0000-0000-0000-000000000000')).toBe('Passkey');
  });
});

describe(demandName.name, () => {
  it.each(['x', 'Schlüssel am Bund', 'x'.repeat(64), '🔑'.repeat(64), '👩‍💻'])('takes %j', (name) => {
    expect(demandName(`  ${name} `)).toBe(name);
  });

  it.each(['', '   ', 'x'.repeat(65), 'a\u0000b', 'a\nb', 'a\u202Eb', 'a\uD800b', '\u200B', '\u3164\u2800 \uFE0F'])(
    'refuses %j',
    (name) => {
      expect(() => demandName(name)).toThrow(ValidationFailed);
    },
  );
});
