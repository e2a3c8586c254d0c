import type { Fault } from './faults.js';
import { ConfigurationError } from './faults.js';
import { readTwoFactor } from './two-factor.js';
import { Variables } from './variables.js';

function faultsOf(env: NodeJS.ProcessEnv): readonly Fault[] {
  const variables = new Variables(env);
  readTwoFactor(variables, 'Castellan');
  try {
    variables.close();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

describe(readTwoFactor.name, () => {
  it('leaves the numbers to their rules where nothing is said', () => {
    expect(readTwoFactor(new Variables({}), 'Castellan')).toEqual({ issuer: 'Castellan' });
  });

  it.each([
    ['TOTP_ISSUER_NAME', 'Example & Söhne', { issuer: 'Example & Söhne' }],
    ['BACKUP_CODES_COUNT', '1', { backupCodes: 1 }],
    ['BACKUP_CODES_COUNT', '100', { backupCodes: 100 }],
    ['TWO_FACTOR_POLICY', 'optional', { policy: 'optional' }],
    ['TWO_FACTOR_POLICY', 'required', { policy: 'required' }],
    ['PENDING_SESSION_TTL', '90s', { pendingTtlMs: 90_000 }],
    ['TRUSTED_DEVICE_TTL', '7d', { trustedDeviceTtlMs: 7 * 24 * 3_600_000 }],
  ])('reads %s=%j', (name, value, expected) => {
    expect(readTwoFactor(new Variables({ [name]: value }), 'Castellan')).toMatchObject(expected);
  });

  it.each([
    ['TOTP_ISSUER_NAME', 'Example: Auth'],
    ['TOTP_ISSUER_NAME', 'Example\nAuth'],
    ['TOTP_ISSUER_NAME', 'x'.repeat(193)],
    ['TOTP_ISSUER_NAME', '名'.repeat(22)],
    ['BACKUP_CODES_COUNT', '0'],
    ['BACKUP_CODES_COUNT', '101'],
    ['BACKUP_CODES_COUNT', 'ten'],
    ['TWO_FACTOR_POLICY', 'staff'],
    ['TWO_FACTOR_POLICY', 'true'],
    ['PENDING_SESSION_TTL', '0s'],
    ['PENDING_SESSION_TTL', '2h'],
    ['PENDING_SESSION_TTL', '300'],
    ['TRUSTED_DEVICE_TTL', '500ms'],
    ['TRUSTED_DEVICE_TTL', '366d'],
  ])('refuses %s=%j', (name, value) => {
    expect(faultsOf({ [name]: value }).map((fault) => fault.name)).toEqual([name]);
  });

  it('says the line to change', () => {
    expect(faultsOf({ TOTP_ISSUER_NAME: 'a:b' })).toEqual([
      {
        name: 'TOTP_ISSUER_NAME',
        problem: 'must hold no colon: authenticator apps end the name there',
        change: 'TOTP_ISSUER_NAME=Example',
      },
    ]);
  });
});
