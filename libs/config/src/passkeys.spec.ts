import { ConfigurationError } from './faults.js';
import type { Fault } from './faults.js';
import { arePasskeysTakenAt, readPasskeys } from './passkeys.js';
import { Variables } from './variables.js';

const AT = { frontendUrl: 'https://app.example.com' };

function faultsOf(env: NodeJS.ProcessEnv, at = AT): readonly Fault[] {
  const variables = new Variables(env);
  readPasskeys(variables, at);
  try {
    variables.close();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

describe(readPasskeys.name, () => {
  it('makes passkeys for the host of the frontend where nothing is said', () => {
    expect(readPasskeys(new Variables({}), AT)).toEqual({ rpId: 'app.example.com', areUsable: true });
  });

  it.each([
    ['its parent domain', 'example.com', 'https://app.example.com', 'example.com'],
    ['its own host, in whatever letters', 'App.Example.com', 'https://app.example.com', 'app.example.com'],
    ['localhost', 'localhost', 'http://localhost:3000', 'localhost'],
    ['a host of one label, as in a network of one’s own', 'intranet', 'http://intranet', 'intranet'],
  ])('takes %s', (_, value, frontendUrl, rpId) => {
    expect(readPasskeys(new Variables({ PASSKEY_RP_ID: value }), { frontendUrl })).toMatchObject({ rpId, areUsable: true });
    expect(faultsOf({ PASSKEY_RP_ID: value }, { frontendUrl })).toEqual([]);
  });

  it('reads how long a challenge lives', () => {
    expect(readPasskeys(new Variables({ PASSKEY_CHALLENGE_TTL: '2m' }), AT)).toMatchObject({ challengeTtlMs: 120_000 });
  });

  it.each(['http://127.0.0.1:3000', 'https://[2001:db8::1]'])('says that passkeys are of no use at %s', (frontendUrl) => {
    expect(readPasskeys(new Variables({}), { frontendUrl }).areUsable).toBe(false);
  });

  it.each([
    ['a foreign domain', 'example.org'],
    ['a domain that only ends alike', 'ample.com'],
    ['a host below the frontend', 'login.app.example.com'],
    ['a top-level domain', 'com'],
  ])('refuses %s, with the line to change', (_, value) => {
    expect(faultsOf({ PASSKEY_RP_ID: value })).toEqual([
      { name: 'PASSKEY_RP_ID', problem: expect.any(String), change: 'PASSKEY_RP_ID=app.example.com' },
    ]);
  });

  it.each([
    ['PASSKEY_RP_ID', 'https://example.com'],
    ['PASSKEY_RP_ID', 'example.com:443'],
    ['PASSKEY_RP_ID', '*.example.com'],
    ['PASSKEY_RP_ID', 'exämple.com'],
    ['PASSKEY_RP_ID', 'example..com'],
    ['PASSKEY_CHALLENGE_TTL', '10s'],
    ['PASSKEY_CHALLENGE_TTL', '2h'],
    ['PASSKEY_CHALLENGE_TTL', '300'],
  ])('refuses %s=%j', (name, value) => {
    expect(faultsOf({ [name]: value }).map((fault) => fault.name)).toEqual([name]);
  });

  it('refuses a domain beside a frontend at an IP address', () => {
    const [fault] = faultsOf({ PASSKEY_RP_ID: 'example.com' }, { frontendUrl: 'http://127.0.0.1:3000' });
    expect(fault).toMatchObject({ name: 'PASSKEY_RP_ID', problem: expect.stringContaining('FRONTEND_URL') });
  });
});

describe(arePasskeysTakenAt.name, () => {
  const AT_EXAMPLE = { rpId: 'example.com', areUsable: true };

  it.each([
    ['https://example.com', true],
    ['https://auth.example.com/castellan', true],
    ['https://example.com.evil.example', false],
    ['https://badexample.com', false],
    ['https://com', false],
  ])('says of %s: %s', (address, areTaken) => {
    expect(arePasskeysTakenAt(address, AT_EXAMPLE)).toBe(areTaken);
  });

  it('says no where they are of no use', () => {
    expect(arePasskeysTakenAt('http://127.0.0.1:3000', { rpId: '127.0.0.1', areUsable: false })).toBe(false);
  });
});
