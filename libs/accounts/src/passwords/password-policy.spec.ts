import { Logger } from '@nestjs/common';
import type { KnownBreaches } from './known-breaches.service.js';
import { PasswordPolicy } from './password-policy.js';
import { quickRatio } from './similarity.js';

const BREACHED = 'Tr0ub4dor&3 of somebody';
const breaches = { includes: (password: string) => Promise.resolve(password === BREACHED) } as KnownBreaches;
const policy = new PasswordPolicy({ contextWords: ['castellan', 'wayne'] }, breaches, null);
const owner = { email: 'annabelle.reed@example.com', username: 'abelle', firstName: 'Annabelle', lastName: 'Reed' };

describe(PasswordPolicy.name, () => {
  it('accepts a long phrase, any Unicode, spaces at its ends, and digits alone', async () => {
    for (const password of [' correct horse battery ', 'пароль-из-слов-и-птиц', '83749210472', '٣٤٥٦٧٨٩١٢']) {
      expect(await policy.violations(password, owner)).toEqual([]);
    }
  });

  it.each([
    ['short1!', 'too short'],
    ['x'.repeat(129), 'too long'],
    ['Password123', 'too common'],
    ['annabelle.reed1', 'email address'],
    ['Annabelle!', 'first name'],
    ['castellan1', 'name of this service'],
    ['Wayne2026', 'name of this service'],
    [BREACHED, 'data breach'],
  ])('refuses %s', async (password, reason) => {
    expect((await policy.violations(password, owner)).join(' ')).toContain(reason);
  });

  it('reports all reasons together', async () => {
    expect(await policy.violations('1234567', owner)).toEqual([
      expect.stringContaining('too short'),
      expect.stringContaining('too common'),
    ]);
  });

  it('counts characters, not code units', async () => {
    expect((await policy.violations('🐎🔋📎🐎🔋📎🐎', owner)).join(' ')).toContain('too short');
    expect(await policy.violations('🐎🔋📎🐎🔋📎🐎🔋', owner)).toEqual([]);
  });

  it.each([
    ['a text', 'no'],
    ['a set', new Set(['no'])],
    ['more than ten', Array.from({ length: 11 }, () => 'no')],
    ['a page', ['x'.repeat(301)]],
    ['more than a line', ['no\tand no']],
  ])('refuses all the same where the reasons of a host are %s', async (_what, given) => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const strict = new PasswordPolicy({ contextWords: [] }, breaches, { judge: () => given as readonly string[] });

    expect(await strict.violations('correct horse battery', owner)).toEqual(['A rule of this service refuses this password.']);
    jest.restoreAllMocks();
  });
});

describe(quickRatio.name, () => {
  it('agrees with Python', () => {
    expect(quickRatio('abcd', 'bcde')).toBeCloseTo(0.75);
    expect(quickRatio('A', 'AAAAAAAAAA')).toBeCloseTo(0.1818, 4);
  });
});
