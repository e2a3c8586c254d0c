import { allauthCodes } from './recovery-codes.js';

const SEED = '1f2e3d4c5b6a79880918273645546372819a0bcd';

describe(allauthCodes, () => {
  it('are those of allauth itself, but for the ones that were used', () => {
    // made by allauth/mfa/recovery_codes/internal/auth.py with this seed
    expect(allauthCodes({ seed: SEED, used_mask: 0 })?.slice(0, 3)).toEqual(['37106374', '90863553', '66378179']);
    expect(allauthCodes({ seed: SEED, used_mask: 0b101 })?.slice(0, 1)).toEqual(['90863553']);
    expect(allauthCodes({ seed: SEED, used_mask: 0 })).toHaveLength(10);
  });

  it('are those that were taken over from elsewhere', () => {
    expect(allauthCodes({ migrated_codes: ['abcd2345'] })).toEqual(['abcd2345']);
  });

  it.each([null, {}, { seed: 'gAAAAABsealed' }, { seed: 7 }, 'text'])('are not known of %j', (data) => {
    expect(allauthCodes(data)).toBeNull();
  });
});
