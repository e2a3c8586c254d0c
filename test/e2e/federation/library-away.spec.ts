import { Federation, ProviderFailed } from '@castellan/federation';
import { FederationLibrary } from '../../support/federation/library.js';
import type { Endpoint, Reply } from '../../support/provider/misbehaviour.js';
import { OpenIdProvider } from '../../support/provider/open-id-provider.js';

const DOWN: Reply = { status: 503 };

describe(`${Federation.name} while a provider is away`, () => {
  /** One for each story, which is the first to ask it. */
  const unknown: OpenIdProvider[] = [];
  let provider: OpenIdProvider;
  let library: FederationLibrary;
  beforeAll(async () => {
    for (let index = 0; index < 9; index += 1) unknown.push(await OpenIdProvider.open(`Acme${index}`));
    const wrong = { ...(unknown[0] as OpenIdProvider).options, id: 'wrong', clientSecret: 'wrong' }; // there are nine
    library = await FederationLibrary.open([...unknown.map(({ options }) => options), wrong]);
  });
  beforeEach(() => {
    provider = unknown.pop() as OpenIdProvider; // there are fewer stories
    library.warnings.length = 0;
  });
  afterEach(() => provider.close());
  afterAll(async () => {
    await library.close();
    await Promise.all(unknown.map((left) => left.close()));
  });

  const times = (endpoint: Endpoint): number => provider.asked.filter((asked) => asked.endpoint === endpoint).length;
  const down = (...endpoints: readonly Endpoint[]): void => {
    provider.misbehave({ replies: Object.fromEntries(endpoints.map((endpoint) => [endpoint, DOWN])) });
  };

  it('starts without it, says what is wrong, and works as soon as it is back', async () => {
    down('metadata');
    await expect(library.signIn(provider)).rejects.toThrow(ProviderFailed);
    expect(library.warnings).toEqual([`Signing in by ${provider.options.id} failed: an answer has a status that it should not have.`]);
    provider.misbehave({});
    library.clock.advance(3_000);

    await expect(library.signIn(provider)).resolves.toBeDefined();
  });

  it('asks once for a crowd, tries twice through a gateway, and knocks every three seconds at most', async () => {
    down('metadata');
    const crowd = (): Promise<unknown> =>
      Promise.allSettled(Array.from({ length: 20 }, () => library.federation.begin(provider.options.id, {})));
    await crowd();
    await crowd();
    expect(times('metadata')).toBe(2);
    library.clock.advance(3_000);
    await crowd();

    expect(times('metadata')).toBe(4);
  });

  it('remembers metadata for an hour, asks for it anew beside, and has it for a day without', async () => {
    await library.signIn(provider);
    await library.signIn(provider);
    expect([times('metadata'), times('jwks')]).toEqual([1, 1]);
    down('metadata');
    library.clock.advance(23 * 3_600_000);
    await expect(library.signIn(provider)).resolves.toBeDefined();
    expect(times('metadata')).toBeGreaterThan(1);
    library.clock.advance(3_600_000);

    await expect(library.signIn(provider)).rejects.toThrow(ProviderFailed);
  });

  it('does not show a code twice', async () => {
    const browser = await library.leave(provider);
    const answer = await browser.visit();
    down('token');

    await expect(browser.comeBack(answer)).rejects.toThrow(ProviderFailed);
    expect(times('token')).toBe(1);
  });

  it('signs nobody in whose ID token cannot be judged', async () => {
    down('jwks');

    await expect(library.signIn(provider)).rejects.toThrow(ProviderFailed);
  });

  it('asks for the keys anew when one is new, and for no key that nobody told of more than once a minute', async () => {
    await library.signIn(provider);
    provider.keys.rotate();

    await expect(library.signIn(provider)).rejects.toThrow(ProviderFailed);
    expect(times('jwks')).toBe(1);
    jest.useFakeTimers({ now: Date.now() + 61_000, doNotFake: [...TIMERS] });
    await expect(library.signIn(provider)).resolves.toBeDefined();
    jest.useRealTimers();
    expect(times('jwks')).toBe(2);
  });

  it('tells operators of each provider what is wrong with it, without any memory', async () => {
    const problem = async (): Promise<unknown> =>
      (await library.federation.examine()).find(({ issuer }) => issuer === provider.issuer)?.problem;
    await library.signIn(provider);
    expect(await problem()).toBeNull();
    down('jwks');
    expect(await problem()).toBe('its keys (jwks_uri) are answered with status 503');
    down('metadata');
    expect(await problem()).toBe('an answer has a status that it should not have');
  });

  it('says that the secret is wrong where it is', async () => {
    const last = unknown[0] as OpenIdProvider; // of which `wrong` is
    const { url, slot, secret } = await library.federation.begin('wrong', {});
    const { answer } = await last.visit(url);
    await expect(library.federation.finish('wrong', answer, (asked) => (asked === slot ? secret : null))).rejects.toThrow(ProviderFailed);

    expect(library.warnings).toEqual(['Signing in by wrong failed: it does not know this client: look at the client id and the secret.']);
  });
});

/** openid-client looks at the time of day alone. */
const TIMERS = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'nextTick',
  'queueMicrotask',
  'performance',
  'hrtime',
] as const;
