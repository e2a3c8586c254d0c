import { FederationLibrary } from '../../support/federation/library.js';
import { GitLabProvider } from '../../support/provider/gitlab-provider.js';
import { aPersona } from '../../support/provider/persona.js';

describe('the preset gitlab', () => {
  let provider: GitLabProvider;
  let library: FederationLibrary;
  beforeAll(async () => {
    provider = await GitLabProvider.open('GitLab');
    library = await FederationLibrary.open([provider.options]);
  });
  afterAll(async () => {
    await library.close();
    await provider.close();
  });

  it.each(['id_token', 'userinfo'] as const)('knows who came where %s tells the address', async (place) => {
    provider.tellsIn = place;
    provider.persona = aPersona({ subject: '42' });

    expect((await library.signIn(provider)).person).toEqual({
      provider: 'gitlab',
      issuer: provider.issuer,
      subject: '42',
      email: provider.persona.email,
      vouchesForEmail: true,
      signsUp: true,
      firstName: expect.stringContaining('Ada') as string,
      lastName: expect.any(String) as string,
    });
  });

  it('vouches for no address that is not confirmed there', async () => {
    provider.persona = aPersona({ emailVerified: false });
    expect((await library.signIn(provider)).person.vouchesForEmail).toBe(false);
  });

  it('is believed of none where the host says so', async () => {
    const wary = await FederationLibrary.open([{ ...provider.options, trustsEmail: false }]);
    provider.persona = aPersona();
    expect((await wary.signIn(provider)).person).toMatchObject({ email: provider.persona.email, vouchesForEmail: false });
    await wary.close();
  });
});
