import { SecretKeys } from './secret-keys.js';
import { SealBroken, Vault } from './vault.js';

const OLD = 'an old secret key of more than 32 bytes';
const NEW = 'a new secret key of more than 32 bytes!';
const vault = (...secrets: [string, ...string[]]) => new Vault(new SecretKeys(secrets), 'test');

describe(Vault.name, () => {
  it('opens what it sealed', () => {
    expect(vault(NEW).open(vault(NEW).seal('secret', 'row 1'), 'row 1').toString()).toBe('secret');
  });

  it('refuses a value that was moved to another row', () => {
    const sealed = vault(NEW).seal('secret', 'row 1');
    expect(() => vault(NEW).open(sealed, 'row 2')).toThrow(SealBroken);
  });

  it('refuses an altered value', () => {
    const sealed = vault(NEW).seal('secret', 'row 1');
    const altered = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
    expect(() => vault(NEW).open(altered, 'row 1')).toThrow(SealBroken);
  });

  it('opens values of a fallback key and calls them stale', () => {
    const sealed = vault(OLD).seal('secret', 'row 1');
    const rotated = vault(NEW, OLD);
    expect(rotated.open(sealed, 'row 1').toString()).toBe('secret');
    expect(rotated.isStale(sealed)).toBe(true);
    expect(() => vault(NEW).open(sealed, 'row 1')).toThrow(SealBroken);
  });
});
