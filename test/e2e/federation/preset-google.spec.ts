import { FederationLibrary } from '../../support/federation/library.js';
import { GoogleProvider } from '../../support/provider/google-provider.js';
import { aPersona } from '../../support/provider/persona.js';

describe('the preset google', () => {
  let provider: GoogleProvider;
  let library: FederationLibrary;
  let trusting: FederationLibrary;
  beforeAll(async () => {
    provider = await GoogleProvider.open('Google');
    library = await FederationLibrary.open([provider.options]);
    trusting = await FederationLibrary.open([{ ...provider.options, trustsEmail: true }]);
  });
  afterAll(async () => {
    await Promise.all([library.close(), trusting.close()]);
    await provider.close();
  });

  it('has a name, and asks for address and name', async () => {
    expect(library.federation.providers).toEqual([{ id: 'google', name: 'Google' }]);
    const { departure } = await library.leave(provider);
    expect(new URL(departure.url).searchParams.get('scope')).toBe('openid email profile');
  });

  it.each([
    ['an address that Google gives out', { email: 'ada@gmail.com' }, true],
    ['the same in other letters', { email: 'Ada@GoogleMail.com' }, true],
    ['an address of a domain that Google hosts', { email: 'ada@acme.example', claims: { hd: 'acme.example' } }, true],
    ['an address of somebody else’s domain', { email: 'ada@acme.example' }, false],
    ['an address that only ends alike', { email: 'ada@notgmail.com' }, false],
    ['a hosted domain without a name', { email: 'ada@acme.example', claims: { hd: '' } }, false],
    ['its own address, not verified', { email: 'ada@gmail.com', emailVerified: false }, false],
    ['its own address, verified as text', { email: 'ada@gmail.com', emailVerified: 'true' }, false],
  ])('vouches for %s as it should', async (_, told, vouchesForEmail) => {
    provider.persona = aPersona(told);
    expect((await library.signIn(provider)).person).toMatchObject({ issuer: provider.issuer, email: told.email, vouchesForEmail });
  });

  it('is believed of every verified address where the host says so', async () => {
    provider.persona = aPersona({ email: 'ada@acme.example' });
    expect((await trusting.signIn(provider)).person.vouchesForEmail).toBe(true);
    provider.persona = aPersona({ email: 'ada@acme.example', emailVerified: undefined });
    expect((await trusting.signIn(provider)).person.vouchesForEmail).toBe(false);
  });
});
