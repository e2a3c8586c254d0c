import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { eventually } from '../../support/app/eventually.js';
import { SoftwareAuthenticator } from '../../support/authenticator/software-authenticator.js';
import type { Tampering } from '../../support/authenticator/tampering.js';
import { HttpClient } from '../../support/http/client.js';
import { someone } from '../../support/people/people.js';
import { ServiceHome } from '../../support/service/home.js';
import { OtlpCollector } from '../../support/service/otlp-collector.js';
import { mailTo, signIn, signUp } from '../../support/service/people.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../../support/stores/throwaway-database.js';

const WRONG = 'a wrong horse battery staple 8';
const ROUTES = { json: { 'content-type': 'application/json' }, evil: { origin: 'https://evil.example' } };

/** What a log may hold none of, each under the name it is reported by. */
class Secrets {
  private readonly values = new Map<string, string>();

  add(name: string, value: unknown): void {
    if (typeof value !== 'string' || value.length < 8) throw new Error(`${name} is no secret: ${String(value)}`);
    this.values.set(name, value);
  }

  /** Values of cookies that an answer sets; those that it clears are none. */
  addCookies(moment: string, client: HttpClient): void {
    for (const [name, value] of client.jar) this.add(`cookie ${name} ${moment}`, value);
  }

  /** The names of those that occur, as they are, in another case, or as URLs write them. */
  foundIn(output: string): readonly string[] {
    const text = output.toLowerCase();
    const forms = (value: string): readonly string[] => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
    return [...this.values].filter(([, value]) => forms(value).some((form) => text.includes(form.toLowerCase()))).map(([name]) => name);
  }
}

describe('what the service prints', () => {
  let database: ThrowawayDatabase | null = null;
  let home: ServiceHome;
  let secrets: Secrets;

  beforeEach(async () => {
    secrets = new Secrets();
    database = await throwawayDatabase('tables');
    home = await ServiceHome.create({ LOG_LEVEL: 'trace', ...(database && { DATABASE_URL: database.url }) });
  });

  afterEach(async () => {
    await home.remove();
    await database?.drop();
  });

  it('holds no password, token, cookie or address of the main job, nor of what goes wrong in it, nor do its spans', async () => {
    const collector = await OtlpCollector.start();
    const service = await home.start({ REQUIRE_VERIFIED_EMAIL: 'true', ...collector.environment });
    const script = home.client();
    const person = await signUp(script, someone());
    secrets.add('address', person.email);
    secrets.add('password', person.password);
    secrets.add('wrong password', WRONG);
    const link = await mailTo(script, person.email);
    secrets.add('link token', link.token);
    await visitLink(script, link);

    const bearer = await signIn(script, person);
    secrets.add('access token', bearer.access);
    secrets.add('refresh token', bearer.refresh);
    const refreshed = await script.post('/api/auth/refresh/', { refresh: bearer.refresh });
    secrets.add('next access token', refreshed.body.access);
    secrets.add('next refresh token', refreshed.body.refresh);
    await script.get('/api/auth/me/', bearer.headers);

    const browser = home.client();
    await browser.post('/api/auth/login/', person);
    secrets.addCookies('at login', browser);
    await browser.get('/api/auth/me/');
    await browser.post('/api/auth/refresh/');
    secrets.addCookies('after refresh', browser);

    await misuse(script, person);
    await script.get('/api/auth/me/', { authorization: `Bearer ${bearer.access}x` });
    await script.post('/api/auth/refresh/', { refresh: `${bearer.refresh}x` });
    await browser.post('/api/auth/logout/', {}, ROUTES.evil);
    await browser.post('/api/auth/logout/');
    await script.post('/api/auth/logout/', { refresh: refreshed.body.refresh });
    await service.end('SIGTERM');

    expect(service.output).toMatch(/"route":"\/api\/auth\/login"/);
    expect(secrets.foundIn(service.output)).toEqual([]);
    expect(collector.spans.length).toBeGreaterThan(50);
    expect(secrets.foundIn(collector.received)).toEqual([]);
    await collector.close();
  }, 120_000);

  it('holds nothing of passkeys: no question, answer, state, waiting sign-in, handle or backup code, nor do its spans', async () => {
    const collector = await OtlpCollector.start();
    const service = await home.start({ ...collector.environment });
    const script = home.client();
    const person = await signUp(script, someone());
    await visitLink(script, await mailTo(script, person.email));
    const { headers } = await signIn(script, person);
    const key = new SoftwareAuthenticator({ origin: (await script.get('/.well-known/webauthn')).body.origins[0] as string });
    /** Asks, and keeps what no log may hold of the question and the answer. */
    const asked = async (path: string, body: object, tampering: Tampering = {}) => {
      const { options, state } = (await script.post(`/api/auth/${path}`, body, headers)).body;
      secrets.add(`challenge of ${path}`, options.challenge);
      if (state) secrets.add('state', state);
      const credential = options.rp ? key.create(options, tampering) : key.get(options, tampering);
      for (const [name, part] of Object.entries(credential.response)) if (typeof part === 'string') secrets.add(`${name} of ${path}`, part);
      return { state, credential };
    };

    await script.post('/api/auth/passkeys/', await asked('passkeys/options/', {}, { origin: 'https://evil.example' }), headers);
    const added = await script.post('/api/auth/passkeys/', await asked('passkeys/options/', {}), headers);
    for (const code of added.body.backup_codes) secrets.add('backup code', code);
    for (const tampering of [{}, { origin: 'https://evil.example' }, { challenge: 'AAAA' }, { isPresent: false }, { counter: 0 }])
      await script.post('/api/auth/passkeys/login/', await asked('passkeys/login/options/', {}, tampering));
    await script.post('/api/auth/reauthenticate/', await asked('reauthenticate/options/', {}, { rpId: 'evil.example' }), headers);
    const enabled = await script.post('/api/auth/2fa/enable/', await asked('reauthenticate/options/', {}), headers);
    for (const code of enabled.body.backup_codes) secrets.add('backup code', code);
    const { session_token } = (await script.post('/api/auth/login/', { ...person, transport: 'bearer' })).body;
    secrets.add('waiting sign-in', session_token);
    for (const tampering of [{ signature: () => Buffer.from('no signature at all') }, {}]) {
      const { credential } = await asked('2fa/passkey-options/', { session_token }, tampering);
      await script.post('/api/auth/2fa/verify-login/', { session_token, credential });
    }
    await service.end('SIGTERM');

    expect(enabled.status).toBe(200);
    expect(service.output).toMatch(/"route":"\/api\/auth\/passkeys\/login"/);
    expect(secrets.foundIn(service.output)).toEqual([]);
    expect(collector.spans.length).toBeGreaterThan(20);
    expect(secrets.foundIn(collector.received)).toEqual([]);
    await collector.close();
  }, 120_000);

  it('holds no address of a mail that is refused with a word about it', async () => {
    const server = await aServerThatRefuses();
    const service = await home.start({ SMTP_URL: server.url });
    const person = await signUp(home.client(), someone());
    secrets.add('address', person.email);

    await eventually(
      () => Promise.resolve(service.output),
      (output) => /Job .* failed/.test(output),
    );
    await service.end('SIGTERM');
    await server.close();

    expect(secrets.foundIn(service.output)).toEqual([]);
  }, 120_000);
});

/** By the page, by a client of the API, and then too often. */
async function visitLink(client: HttpClient, { uid, token }: { readonly uid: string; readonly token: string }): Promise<void> {
  const query = new URLSearchParams({ uid, token }).toString();
  await client.get(`/verify-account?${query}`);
  await client.get(`/api/auth/verify-account/?${query}`);
  expect(await client.get(`/api/auth/verify-account/?${query}`, { accept: 'application/json' })).toMatchObject({ status: 200 });
  await client.post('/api/auth/verify-account/', { uid, token });
  await client.get(`/nowhere?${query}`);
}

async function misuse(client: HttpClient, { email, password }: { readonly email: string; readonly password: string }): Promise<void> {
  const raw = (path: string, body: string): Promise<unknown> => client.send('POST', path, body, ROUTES.json);
  await client.post('/api/auth/login/', { email, password: WRONG });
  await client.post('/api/auth/login/', { email: `${email}.nobody`, password });
  await client.post('/api/auth/login/', { email, password: [password] });
  await client.post('/api/auth/signup/', { email, password });
  await client.post('/api/auth/signup/', { email: `new.${email}`, password: 'password', first_name: password });
  await client.post('/api/auth/resend-verification/', { email });
  await raw('/api/auth/login/', `{"email":"${email}","password":"${password}"`);
  await raw('/api/auth/login/', `{"email":"${email}","password":"${password}","password":"${WRONG}"}`);
  await raw('/api/auth/login/', `{"email":"${email}","password":"${password}\\u0000"}`);
  await raw('/api/auth/login/', JSON.stringify({ email, password: password.repeat(5_000) }));
  await client.send('POST', '/api/auth/login/', `password=${password}`, { 'content-type': 'application/x-www-form-urlencoded' });
  await client.get(`/api/auth/login/?password=${encodeURIComponent(password)}&email=${encodeURIComponent(email)}`);
}

/** A mail server that refuses every recipient for now, and repeats the address as most do. */
async function aServerThatRefuses(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const refuse = (address: string): Error => Object.assign(new Error(`<${address}>: Recipient address rejected`), { responseCode: 450 });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(refuse(address)),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo; // a TCP server has a port
  return { url: `smtp://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}
