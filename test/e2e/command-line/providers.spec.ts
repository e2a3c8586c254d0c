import { castellan } from '../../support/service/installation.js';

const GOOGLE = { PROVIDERS: 'google', PROVIDER_GOOGLE_CLIENT_ID: 'an-id', PROVIDER_GOOGLE_CLIENT_SECRET: 'hunter1' };

describe('castellan config check, of providers', () => {
  it('tells the address to register at each, and where apps are sent back to', async () => {
    const { code, stdout } = await castellan(['config', 'check'], {
      ...GOOGLE,
      PUBLIC_URL: 'http://localhost:4000/auth',
      REDIRECT_URIS: 'com.example.app:/signed-in',
    });

    expect(code).toBe(0);
    expect(stdout).toContain(
      '  provider     google, which sends people back to http://localhost:4000/auth/api/auth/with/google/callback/\n' +
        '  apps         are sent back to com.example.app:/signed-in\n',
    );
    expect(stdout).not.toContain('hunter');
  });

  it('names what a provider lacks, with the line to change', async () => {
    const { code, stdout } = await castellan(['config', 'check'], { ...GOOGLE, PROVIDERS: 'github' });

    expect(code).toBe(1);
    for (const line of [
      /^ {2}PROVIDERS does not list google, .+\n {4}set: PROVIDERS=github,google$/m,
      /^ {2}PROVIDER_GITHUB_CLIENT_ID is required with the provider github\n {4}set: PROVIDER_GITHUB_CLIENT_ID=/m,
      /^ {2}PROVIDER_GITHUB_CLIENT_SECRET is required .+\n {4}set: PROVIDER_GITHUB_CLIENT_SECRET=/m,
    ])
      expect(stdout).toMatch(line);
    expect(stdout).not.toContain('hunter');
  });
});
