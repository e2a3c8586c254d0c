import type { AccountsOptions } from '../options.js';
import { PasswordPolicy } from './password-policy.js';
import { quickRatio } from './similarity.js';

const policy = new PasswordPolicy({ contextWords: ['castellan'] } as unknown as AccountsOptions);
const owner = { email: 'annabelle.reed@example.com', username: 'abelle', firstName: 'Annabelle', lastName: 'Reed' };

describe(PasswordPolicy.name, () => {
  it('accepts a long phrase, any Unicode, and spaces at its ends', () => {
    expect(policy.violations(' correct horse battery ', owner)).toEqual([]);
    expect(policy.violations('пароль-из-слов-и-птиц', owner)).toEqual([]);
  });

  it.each([
    ['short1!', 'too short'],
    ['x'.repeat(129), 'too long'],
    ['83749210472', 'entirely numeric'],
    ['٣٤٥٦٧٨٩١٢', 'entirely numeric'],
    ['Password123', 'too common'],
    ['annabelle.reed1', 'email address'],
    ['Annabelle!', 'first name'],
    ['castellan1', 'name of this service'],
  ])('refuses %s', (password, reason) => {
    expect(policy.violations(password, owner).join(' ')).toContain(reason);
  });

  it('reports all reasons together', () => {
    expect(policy.violations('1234567', owner)).toEqual([
      expect.stringContaining('too short'),
      expect.stringContaining('entirely numeric'),
      expect.stringContaining('too common'),
    ]);
  });

  it('counts characters, not code units', () => {
    expect(policy.violations('🐎🔋📎🐎🔋📎🐎', owner).join(' ')).toContain('too short');
    expect(policy.violations('🐎🔋📎🐎🔋📎🐎🔋', owner)).toEqual([]);
  });
});

describe(quickRatio.name, () => {
  it('agrees with Python', () => {
    expect(quickRatio('abcd', 'bcde')).toBeCloseTo(0.75);
    expect(quickRatio('A', 'AAAAAAAAAA')).toBeCloseTo(0.1818, 4);
  });
});
