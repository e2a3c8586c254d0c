import { assuranceOf, secondFactorMethods } from './factor.js';
import type { FirstFactor, SecondFactor } from './factor.js';

const KNOWN: FirstFactor = { kind: 'known', step: 'first', amr: ['kba'], aal: 1, isStoppedByReset: false, hasSeenDevice: false };
const KEY: FirstFactor = { ...KNOWN, kind: 'key', amr: ['hwk', 'user'], aal: 2 };
const TOKEN: SecondFactor = { kind: 'token', step: 'second', amr: ['hwk', 'user'] };

describe(assuranceOf.name, () => {
  it.each([
    ['one factor', { first: KNOWN, second: null }, { aal: 1, amr: ['kba'] }],
    ['two factors', { first: KNOWN, second: TOKEN }, { aal: 2, amr: ['kba', 'hwk', 'user', 'mfa'] }],
    ['two factors in one', { first: KEY, second: null }, { aal: 2, amr: ['hwk', 'user'] }],
    ['methods of both but once', { first: KEY, second: TOKEN }, { aal: 2, amr: ['hwk', 'user', 'mfa'] }],
  ])('says what a session rests on: %s', (_, factors, assurance) => {
    expect(assuranceOf(factors)).toEqual(assurance);
  });

  it('is told by what was kept of a factor while the sign-in waited', () => {
    const kept = JSON.parse(JSON.stringify(KNOWN)) as FirstFactor;
    expect(assuranceOf({ first: kept, second: TOKEN })).toEqual(assuranceOf({ first: KNOWN, second: TOKEN }));
  });
});

describe(secondFactorMethods.name, () => {
  it('says that there were several (RFC 8176: mfa)', () => {
    expect(secondFactorMethods(TOKEN)).toEqual(['hwk', 'user', 'mfa']);
  });
});
