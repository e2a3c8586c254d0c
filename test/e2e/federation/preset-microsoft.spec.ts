import { ProviderFailed } from '@castellan/federation';
import type { ProviderOptions } from '@castellan/federation';
import { FederationLibrary } from '../../support/federation/library.js';
import { CONSUMERS, MicrosoftProvider } from '../../support/provider/microsoft-provider.js';
import { aPersona } from '../../support/provider/persona.js';

const TENANT = '11111111-2222-4333-8444-555555555555';
const OTHER = '99999999-2222-4333-8444-555555555555';

describe('the preset microsoft', () => {
  let provider: MicrosoftProvider;
  const opened = new Map<string, FederationLibrary>();
  /** One for each place and trust, since each opens stores of its own. */
  const library = async (authority: string, { trustsEmail = false }: Pick<ProviderOptions, 'trustsEmail'> = {}) => {
    provider.authority = authority;
    const name = `${authority} ${trustsEmail}`;
    const found = opened.get(name) ?? (await FederationLibrary.open([{ ...provider.options, ...(trustsEmail && { trustsEmail }) }]));
    opened.set(name, found);
    return found;
  };
  beforeAll(async () => {
    provider = await MicrosoftProvider.open('Microsoft');
  });
  beforeEach(() => {
    provider.persona = aPersona();
    provider.tenant = TENANT;
    provider.tellsIn = 'id_token';
    provider.misbehave({});
  });
  afterAll(async () => {
    await Promise.all([...opened.values()].map((one) => one.close()));
    await provider.close();
  });

  it.each(['common', 'organizations'])('takes people of any tenant at %s, each by the issuer of theirs', async (authority) => {
    const shared = await library(authority);
    const issuers: string[] = [];
    for (const tenant of [TENANT, OTHER]) {
      provider.tenant = tenant;
      issuers.push((await shared.signIn(provider)).person.issuer);
    }
    expect(issuers).toEqual([TENANT, OTHER].map((tenant) => `${provider.origin}/${tenant}/v2.0`));
  });

  it('takes personal accounts alone at consumers', async () => {
    const personal = await library('consumers');
    provider.tenant = CONSUMERS;
    expect((await personal.signIn(provider)).person.issuer).toBe(`${provider.origin}/${CONSUMERS}/v2.0`);
    provider.misbehave({ claims: { iss: `${provider.origin}/${OTHER}/v2.0`, tid: OTHER } });
    await expect(personal.signIn(provider)).rejects.toThrow(ProviderFailed);
  });

  it.each([TENANT, 'acme.example'])('takes people of the one tenant %s', async (authority) => {
    const one = await library(authority);
    expect((await one.signIn(provider)).person).toMatchObject({
      issuer: `${provider.origin}/${TENANT}/v2.0`,
      email: provider.persona?.email,
      vouchesForEmail: false,
    });
  });

  it('lets nobody of another tenant in where one was configured', async () => {
    const one = await library('acme.example');
    await one.signIn(provider);
    provider.misbehave({ claims: { iss: `${provider.origin}/${OTHER}/v2.0`, tid: OTHER } });
    await expect(one.signIn(provider)).rejects.toThrow(ProviderFailed);
  });

  it.each([
    ['the issuer of one tenant with the number of another', { iss: `/${TENANT}/v2.0`, tid: OTHER }],
    ['the pattern itself', { iss: '/{tenantid}/v2.0', tid: TENANT }],
    ['no tenant', { iss: '/undefined/v2.0', tid: '..' }],
  ])('refuses an ID token with %s', async (_, { iss, tid }) => {
    const shared = await library('common');
    provider.misbehave({ claims: { iss: provider.origin + iss, tid } });
    await expect(shared.signIn(provider)).rejects.toThrow(ProviderFailed);
  });

  it.each([
    ['common', 'http://127.0.0.1:9/{tenantid}/v2.0'],
    ['common', 'https://login.microsoftonline.com/{tenantid}/v2.0'],
    [TENANT, `/${OTHER}/v2.0`],
    ['consumers', `/${TENANT}/v2.0`],
    [TENANT, '/{tenantid}/v2.0'],
    ['acme.example', '/{tenantid}/v2.0'],
  ])('refuses metadata of %s that is of another issuer: %s', async (authority, issuer) => {
    const misled = await library(authority);
    provider.misbehave({ metadata: { issuer: issuer.startsWith('/') ? provider.origin + issuer : issuer } });
    expect(await misled.federation.examine()).toMatchObject([{ problem: 'its metadata is of another issuer' }]);
    provider.misbehave({});
    expect(await misled.federation.examine()).toMatchObject([{ problem: null }]);
  });

  it('vouches for no address, whatever a tenant wrote: nOAuth', async () => {
    const shared = await library('common');
    for (const claims of [{}, { email_verified: true }, { xms_edov: true }]) {
      provider.misbehave({ claims });
      expect((await shared.signIn(provider)).person.vouchesForEmail).toBe(false);
    }
  });

  it.each([
    [true, true],
    ['1', true],
    [1, true],
    [false, false],
    ['0', false],
    [undefined, false],
  ])('vouches for an address of a tenant that the host trusts, where its domain is proven: xms_edov %j', async (xms_edov, vouches) => {
    const trusted = await library(TENANT, { trustsEmail: true });
    provider.misbehave({ claims: { xms_edov } });
    expect((await trusted.signIn(provider)).person.vouchesForEmail).toBe(vouches);
  });

  it('xms_edov of an ID token vouches for no address that userinfo alone named (address by another mouth)', async () => {
    const trusted = await library(TENANT, { trustsEmail: true });
    provider.tellsIn = 'userinfo';
    provider.misbehave({ claims: { xms_edov: true }, userinfo: { email_verified: undefined } });
    expect((await trusted.signIn(provider)).person).toMatchObject({ email: provider.persona?.email, vouchesForEmail: false });
  });
});
