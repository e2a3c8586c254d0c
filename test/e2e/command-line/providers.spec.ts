import { GitHubProvider } from '../../support/provider/github-provider.js';
import { OpenIdProvider } from '../../support/provider/open-id-provider.js';
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

  it('asks each whether it is there, with --connect, and tells no secret', async () => {
    const [acme, github] = [await OpenIdProvider.open('Acme'), await GitHubProvider.open()];
    const environment = {
      PROVIDERS: 'acme,away,lying,github',
      ...variablesOf('ACME', acme.issuer),
      ...variablesOf('AWAY', 'http://127.0.0.1:9'),
      ...variablesOf('LYING', `${acme.issuer}/`.replace('127.0.0.1', 'localhost')),
      ...variablesOf('GITHUB', github.issuer),
    };
    const { code, stdout } = await castellan(['config', 'check', '--connect'], environment);
    await Promise.all([acme.close(), github.close()]);

    expect(code).toBe(1);
    for (const line of [
      /^ {2}ok {7}provider {3}acme is there, in \d+ ms: http:\S+$/m,
      /^ {2}ok {7}provider {3}github is there, in \d+ ms: http:\S+$/m,
      /^ {2}fault {4}provider {3}away: 127\.0\.0\.1:9 cannot be reached\n {4}set: PROVIDER_AWAY_ISSUER=/m,
      /^ {2}fault {4}provider {3}lying: .*issuer.*\n {4}set: PROVIDER_LYING_ISSUER=/m,
    ])
      expect(stdout).toMatch(line);
    expect(stdout).not.toMatch(/hunter|\n {4}at /);
    expect(acme.asked.map(({ endpoint }) => endpoint)).not.toContain('token');
  }, 60_000);

  it('keeps to public addresses, also where only the metadata leads into a network', async () => {
    const acme = await OpenIdProvider.open('Acme');
    acme.misbehave({ metadata: { jwks_uri: 'https://192.168.0.1/jwks' } });
    const { code, stdout } = await castellan(['config', 'check', '--connect'], { PROVIDERS: 'acme', ...variablesOf('ACME', acme.issuer) });
    await acme.close();

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /fault {4}provider {3}acme: its jwks_uri is in a private network\n {4}set: PROVIDER_ACME_PRIVATE_ADDRESSES=true/,
    );
  }, 60_000);
});

const variablesOf = (id: string, issuer: string) => ({
  [`PROVIDER_${id}_ISSUER`]: issuer,
  [`PROVIDER_${id}_CLIENT_ID`]: 'an-id',
  [`PROVIDER_${id}_CLIENT_SECRET`]: 'hunter2',
});
