import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProviderOptions } from '@castellan/federation';
import { GrantedCodes } from './granted-codes.js';
import type { Grant } from './granted-codes.js';
import type { Endpoint, Misbehaviour, Reply } from './misbehaviour.js';
import { aPersona, claimsOf, withoutUndefined } from './persona.js';
import type { Persona } from './persona.js';
import { consentPage, formPostPage } from './provider-pages.js';
import { atHashOf, SigningKeys } from './signing-keys.js';
import { visit } from './visit.js';
import type { Visited } from './visit.js';

/** A request that the provider got. */
export interface Asked {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly parameters: Parameters;
  readonly headers: IncomingMessage['headers'];
}

export type Parameters = Readonly<Record<string, string>>;

const PATHS: ReadonlyMap<string, Endpoint> = new Map([
  ['/.well-known/openid-configuration', 'metadata'],
  ['/jwks', 'jwks'],
  ['/authorize', 'authorize'],
  ['/token', 'token'],
  ['/userinfo', 'userinfo'],
]);

/** An OpenID provider in this process, on loopback: who is signed in there is `persona`, and what it does wrong is told by `misbehave`. */
export class OpenIdProvider {
  readonly clientId = 'castellan-tests';
  readonly clientSecret = randomBytes(24).toString('base64url');
  readonly keys = new SigningKeys();
  /** In the order in which they came. */
  readonly asked: Asked[] = [];
  /** Every token that it has given away, of whatever kind. */
  readonly issued: string[] = [];
  /** Who is signed in there; null says that access was denied. */
  persona: Persona | null = aPersona();
  /** Shows a page with `Allow` and `Deny`, for a browser; otherwise it answers at once. */
  asksFirst = false;
  /** Where claims of the persona stand. */
  tellsIn: 'id_token' | 'userinfo' = 'id_token';
  private wrong: Misbehaviour = {};
  private readonly codes = new GrantedCodes();
  private readonly tokens = new Map<string, Grant>();

  constructor(
    private readonly server: Server,
    readonly name: string,
  ) {}

  static async open<T extends OpenIdProvider>(this: new (server: Server, name: string) => T, name = 'Acme'): Promise<T> {
    const server = createServer((request, response) => void provider.serve(request, response));
    const provider = new this(server, name);
    server.keepAliveTimeout = 0; // on a busy machine a connection would be closed just when it is used again
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`; // it listens on TCP
  }

  get issuer(): string {
    return this.origin;
  }

  /** What a host configures for it. */
  get options(): ProviderOptions & { readonly issuer: string } {
    return { id: this.name.toLowerCase(), issuer: this.issuer, clientId: this.clientId, clientSecret: this.clientSecret };
  }

  /** In the place of what was wrong before; nothing is wrong after `misbehave({})`. */
  misbehave(wrong: Misbehaviour): void {
    this.wrong = wrong;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** A browser goes to the address of a departure, and comes back with this. */
  visit(url: string): Promise<Visited> {
    return visit(url);
  }

  /** Its own ways, which are not wrong. */
  protected get habits(): Misbehaviour {
    return {};
  }

  /** Its answer to a request that it does not take; undefined where it does. */
  protected refusalOf(_asked: Parameters): Reply | undefined {
    return undefined;
  }

  /** What it does in the end. */
  private get does(): Misbehaviour {
    const [own, wrong] = [this.habits, this.wrong];
    const both = (name: 'metadata' | 'claims' | 'answer') => ({ ...own[name], ...wrong[name] });
    return { ...own, ...wrong, metadata: both('metadata'), claims: both('claims'), answer: both('answer') }; // of texts each
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.origin);
    const endpoint = PATHS.get(pathname.replace(new URL(this.issuer).pathname.replace(/\/$/, ''), ''));
    if (!endpoint) return void response.writeHead(404).end();
    const { method = '', headers } = request;
    const parameters = Object.fromEntries([...searchParams, ...new URLSearchParams(await text(request))]);
    this.asked.push({ endpoint, method, parameters, headers });
    const reply = this.does.replies?.[endpoint];
    if (reply?.isSilent) return;
    await sleep(reply?.delayMs ?? 0);
    send(response, reply && reply.delayMs === undefined ? reply : await this.answer(endpoint, parameters, headers.authorization));
  }

  private answer(endpoint: Endpoint, parameters: Parameters, authorization?: string): Reply | Promise<Reply> {
    if (endpoint === 'metadata') return json(200, { ...this.metadata(), ...this.does.metadata });
    if (endpoint === 'jwks') return this.keys.jwks().then((keys) => json(200, keys));
    if (endpoint === 'authorize') return this.refusalOf(parameters) ?? this.authorize(parameters);
    if (endpoint === 'token') return this.token(parameters, authorization);
    return this.userinfo(authorization);
  }

  private metadata(): Readonly<Record<string, unknown>> {
    const { origin, issuer } = this;
    return {
      issuer,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      userinfo_endpoint: `${origin}/userinfo`,
      jwks_uri: `${origin}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'ES256'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    };
  }

  private authorize(parameters: Parameters): Reply {
    const { decision, ...asked } = parameters;
    if (this.asksFirst && decision === undefined) return this.consent(asked);
    const persona = decision === 'deny' ? null : this.persona;
    const { redirect_uri = '', state = '', scope = '', nonce = null, code_challenge: challenge = null } = asked;
    const given = persona
      ? { code: this.codes.give({ persona, redirectUri: redirect_uri, scope, nonce, challenge }) }
      : { error: 'access_denied', error_description: 'They <b>said</b> no.' };
    const answer = withoutUndefined({ ...given, state, iss: this.issuer, ...this.does.answer }) as Record<string, string>; // texts both
    if (asked['response_mode'] === 'form_post') return html(formPostPage(redirect_uri, answer));
    const back = new URL(redirect_uri);
    for (const [name, value] of Object.entries(answer)) back.searchParams.set(name, value);
    return { status: 302, headers: { location: back.href } };
  }

  private consent(asked: Parameters): Reply {
    const decided = (decision: string): string => `${this.origin}/authorize?${new URLSearchParams({ ...asked, decision }).toString()}`;
    return html(consentPage(this.name, decided('allow'), decided('deny')));
  }

  private async token(parameters: Parameters, authorization: string | undefined): Promise<Reply> {
    if (!this.isClient(parameters, authorization)) return json(401, { error: 'invalid_client' });
    const grant = this.codes.take(parameters, this.does.isCareless ?? false);
    if (!grant) return json(400, { error: 'invalid_grant', error_description: 'a text of the provider' });
    const accessToken = randomBytes(24).toString('base64url');
    this.tokens.set(accessToken, grant);
    const [idToken, refreshToken] = [await this.idToken(grant, accessToken), randomBytes(24).toString('base64url')];
    this.issued.push(accessToken, idToken, refreshToken);
    const answer = { access_token: accessToken, token_type: 'Bearer', expires_in: 3600, id_token: idToken, refresh_token: refreshToken };
    return json(200, withoutUndefined({ ...answer, ...this.does.token }));
  }

  /** `client_secret_basic` or `client_secret_post` (RFC 6749 §2.3.1). */
  protected isClient({ client_id, client_secret }: Parameters, authorization: string | undefined): boolean {
    if (authorization === undefined) return client_id === this.clientId && client_secret === this.clientSecret;
    const [id = '', secret = ''] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
      .toString()
      .split(':')
      .map(decodeURIComponent);
    return id === this.clientId && secret === this.clientSecret;
  }

  private idToken({ persona, scope, nonce }: Grant, accessToken: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const claims = withoutUndefined({
      iss: this.issuer,
      sub: persona.subject,
      aud: this.clientId,
      iat: now,
      exp: now + 300,
      nonce: nonce ?? undefined,
      at_hash: atHashOf(accessToken),
      ...(this.tellsIn === 'id_token' && claimsOf(persona, scope)),
      ...this.does.claims,
    });
    return this.keys.sign(claims, this.does.signs ?? 'ES256', this.does.header ?? {}, this.clientSecret);
  }

  private userinfo(authorization: string | undefined): Reply {
    const grant = this.tokens.get(authorization?.replace(/^Bearer /, '') ?? '');
    if (!grant) return json(401, { error: 'invalid_token' });
    return json(200, withoutUndefined({ sub: grant.persona.subject, ...claimsOf(grant.persona, grant.scope), ...this.does.userinfo }));
  }
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '' }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

const json = (status: number, body: unknown): Reply => ({ status, body: JSON.stringify(body) });
const html = (body: string): Reply => ({ headers: { 'content-type': 'text/html; charset=utf-8' }, body });
