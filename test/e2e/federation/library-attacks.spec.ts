import { randomUUID } from 'node:crypto';
import { Federation, ProviderFailed } from '@castellan/federation';
import type { ProviderAnswer } from '@castellan/federation';
import { CARRIED, FederationLibrary } from '../../support/federation/library.js';
import { OpenIdProvider } from '../../support/provider/open-id-provider.js';
import { aPersona } from '../../support/provider/persona.js';

/** A refusal that belongs to no departure of that browser. */
const NOBODYS = { carried: null };
/** One that the browser may be told of: it did leave. */
const THEIRS = { carried: CARRIED };

describe(`${Federation.name}: attacks on the way there and back`, () => {
  let provider: OpenIdProvider;
  let evil: OpenIdProvider;
  let library: FederationLibrary;
  beforeAll(async () => {
    [provider, evil] = [await OpenIdProvider.open('Acme'), await OpenIdProvider.open('Evil')];
    library = await FederationLibrary.open([provider.options, evil.options]);
    evil.misbehave({ metadata: { authorization_response_iss_parameter_supported: undefined } });
    await library.federation.begin('evil', {}); // its metadata is known: it promises no `iss`
  });
  beforeEach(() => {
    provider.persona = aPersona();
    for (const each of [provider, evil]) each.misbehave({});
  });
  afterAll(async () => {
    await library.close();
    await Promise.all([provider.close(), evil.close()]);
  });

  const failureOf = async (attempt: Promise<unknown>): Promise<unknown> => {
    const failure: unknown = await attempt.then(
      () => 'it worked',
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ProviderFailed);
    return failure;
  };
  const finish = (answer: ProviderAnswer, secret: string | null): Promise<unknown> =>
    library.federation.finish('acme', answer, () => secret);

  it('login CSRF: a callback that an attacker plants in another browser signs nobody in, and spends nothing', async () => {
    const attacker = await library.leave(provider);
    const planted = await attacker.visit();
    const victim = await library.leave(provider);

    expect(await failureOf(victim.comeBack(planted))).toMatchObject(NOBODYS);
    expect(await failureOf(finish(planted, null))).toMatchObject(NOBODYS);
    expect(await failureOf(finish(planted, victim.departure.secret))).toMatchObject(NOBODYS);
    await expect(attacker.comeBack(planted)).resolves.toMatchObject({ carried: CARRIED });
  });

  it('state fixation: a state that the attacker chose is none', async () => {
    const victim = await library.leave(provider);
    const answer = await victim.visit();

    expect(await failureOf(victim.comeBack({ ...answer, state: 'chosen' }))).toMatchObject(NOBODYS);
    expect(await failureOf(victim.comeBack({ code: answer['code'] ?? '' }))).toMatchObject(NOBODYS);
  });

  it('state replay: a callback is good once, and so it is of twenty parallel ones on two nodes', async () => {
    const browser = await library.leave(provider);
    const answer = await browser.visit();
    const nodes = [library.federation, await library.anotherNode()];

    const tries = Array.from({ length: 20 }, (_, index) => browser.comeBack(answer, 'acme', nodes[index % 2]));
    const made = await Promise.allSettled(tries);

    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await failureOf(browser.comeBack(answer))).toMatchObject(NOBODYS);
  });

  it('a state that waited too long is none', async () => {
    const browser = await library.leave(provider);
    const answer = await browser.visit();
    await library.expireDepartures();

    expect(await failureOf(browser.comeBack(answer))).toMatchObject(NOBODYS);
  });

  it('code injection: a stolen code fits no other departure, also where the provider looks at no verifier', async () => {
    for (const isCareless of [false, true]) {
      const stolen = (await (await library.leave(provider)).visit())['code'] ?? '';
      provider.misbehave({ isCareless });
      const attacker = await library.leave(provider);

      expect(await failureOf(attacker.comeBack({ ...(await attacker.visit()), code: stolen }))).toMatchObject(THEIRS);
    }
    expect(library.warnings.at(-1)).toBe('Signing in by acme failed: the ID token has another nonce.');
  });

  it('PKCE downgrade: a provider that offers less is asked by S256 all the same, and a code is taken with its verifier', async () => {
    const downgraded = await OpenIdProvider.open('Plain');
    downgraded.misbehave({ metadata: { code_challenge_methods_supported: ['plain'] } });
    const alone = await FederationLibrary.open([downgraded.options]);
    await alone.signIn(downgraded);
    const [asked, taken] = ['authorize', 'token'].map((name) => downgraded.asked.find(({ endpoint }) => endpoint === name)?.parameters);
    await Promise.all([alone.close(), downgraded.close()]);

    expect(asked).toMatchObject({ code_challenge_method: 'S256' });
    expect(taken?.['code_verifier']).toMatch(/^[\w-]{43}$/);
    expect(taken?.['code_verifier']).not.toBe(asked?.['code_challenge']);
  });

  it('mix-up: an answer for one provider is nothing at the callback of another, and its code goes nowhere', async () => {
    provider.misbehave({ answer: { iss: undefined } });
    const browser = await library.leave(provider);
    const answer = await browser.visit();
    const before = evil.asked.length;

    expect(await failureOf(browser.comeBack(answer, 'evil'))).toMatchObject(THEIRS);
    expect(evil.asked.slice(before).filter(({ endpoint }) => endpoint === 'token')).toEqual([]);
  });

  it('mix-up: an answer that names another issuer, or none where one is promised, is refused before its code is shown (RFC 9207)', async () => {
    for (const iss of [evil.issuer, undefined, `${provider.issuer}/`]) {
      provider.misbehave({ answer: { iss } });
      const browser = await library.leave(provider);
      const answer = await browser.visit();
      const before = provider.asked.length;

      expect(await failureOf(browser.comeBack(answer))).toMatchObject(THEIRS);
      expect(provider.asked.slice(before)).toEqual([]);
    }
  });

  it('an answer that was posted waits for its browser, the first one stays, and nobody else gets it', async () => {
    const browser = await library.leave(provider);
    const answer = await browser.visit();
    const state = answer['state'] ?? '';

    expect(await library.federation.keep('acme', answer)).toBe(true);
    expect(await library.federation.keep('acme', { state, code: 'planted afterwards' })).toBe(true);
    expect(await failureOf(finish({ state }, null))).toMatchObject(NOBODYS);
    await expect(browser.comeBack({ state })).resolves.toMatchObject({ person: { subject: provider.persona?.subject } });
    expect(await failureOf(browser.comeBack({ state }))).toMatchObject(NOBODYS);
  });

  it('an answer of no departure, of another provider, or without end is not kept', async () => {
    const { state = '' } = await (await library.leave(provider)).visit();

    expect(await library.federation.keep('acme', { state: 'none', code: 'a' })).toBe(false);
    expect(await library.federation.keep('evil', { state, code: 'a' })).toBe(false);
    expect(await library.federation.keep('acme', { state, code: 'a'.repeat(20_000) })).toBe(false);
  });

  it('error text reflected: what a provider says in an error reaches neither the answer nor the log', async () => {
    const text = '<script>alert(1)</script>';
    for (const error of ['server_error', text]) {
      provider.misbehave({ answer: { code: undefined, error, error_description: text, error_uri: 'https://evil.example' } });

      const failure = await failureOf(library.signIn(provider));

      expect(JSON.stringify((failure as ProviderFailed).getResponse())).not.toContain('script');
    }
    provider.misbehave({ replies: { token: { status: 400, body: JSON.stringify({ error: text, error_description: text }) } } });
    await failureOf(library.signIn(provider));

    expect(library.warnings.join()).not.toMatch(/<script|evil\.example/);
  });

  it('keeps no token of the provider, and writes none to the log', async () => {
    const spies = [jest.spyOn(library.store, 'set'), jest.spyOn(library.store, 'setIfAbsent')];
    const [before, browser] = [provider.issued.length, await library.leave(provider)];
    const answer = await browser.visit();
    const { person } = await browser.comeBack(answer);
    const identity = await library.identities.link(randomUUID(), person);
    const stored = spies.flatMap((spy) => spy.mock.calls.map((call) => call.join()));
    for (const spy of spies) spy.mockRestore();
    const rows = await library.rows('SELECT * FROM identities WHERE id = $1', [identity?.id]);

    const tokens = provider.issued.slice(before);
    expect([tokens.length, stored.length > 0, rows.length]).toEqual([3, true, 1]);
    const kept = [...stored, JSON.stringify(rows), JSON.stringify(person), ...library.warnings].join('\n');
    for (const secret of [...tokens, answer['code'], browser.departure.secret]) expect(kept).not.toContain(secret);
  });
});
