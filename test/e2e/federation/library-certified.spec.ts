import { Federation, ProviderFailed } from '@castellan/federation';
import { FederationLibrary } from '../../support/federation/library.js';
import { ACCOUNT, CertifiedProvider, CLIENT } from '../../support/provider/certified-provider.js';

const CALLBACK = 'https://app.example.org/api/auth/with/certified/callback/';

describe(`${Federation.name} with the provider that others run`, () => {
  let provider: CertifiedProvider;
  let eager: CertifiedProvider;
  let library: FederationLibrary;
  beforeAll(async () => {
    for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockImplementation(() => undefined); // it advises at length
    provider = await CertifiedProvider.open(CALLBACK);
    eager = await CertifiedProvider.open(CALLBACK.replace('certified', 'eager'), { conformIdTokenClaims: false });
    const at = (id: string, { issuer }: CertifiedProvider) => ({ id, issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret });
    library = await FederationLibrary.open([at('certified', provider), at('eager', eager)]);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await library.close();
    await Promise.all([provider.close(), eager.close()]);
  });

  const person = { subject: ACCOUNT.sub, email: ACCOUNT.email, firstName: 'Ada', lastName: 'Lovelace', vouchesForEmail: false };

  it.each(['certified', 'eager'])('signs somebody in whose claims stand at userinfo, or in the ID token: %s', async (id) => {
    const there = id === 'eager' ? eager : provider;
    const { url, slot, secret } = await library.federation.begin(id, { next: '/' });
    const answer = await there.visit(url);
    const secretOf = (asked: string): string | null => (asked === slot ? secret : null);

    await expect(library.federation.finish(id, answer, secretOf)).resolves.toMatchObject({
      person: { ...person, issuer: there.issuer },
      carried: { next: '/' },
    });
    await expect(library.federation.finish(id, answer, secretOf)).rejects.toThrow(ProviderFailed);
  });

  it('finds nothing wrong with it', async () => {
    expect((await library.federation.examine()).map(({ problem }) => problem)).toEqual([null, null]);
  });
});
