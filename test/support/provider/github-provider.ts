import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ProviderOptions } from '@castellan/federation';
import { GrantedCodes } from './granted-codes.js';
import { visit } from './visit.js';
import type { Visited } from './visit.js';

export interface GitHubAddress {
  readonly email: unknown;
  readonly primary: unknown;
  readonly verified: unknown;
}

/** Somebody who has an account there. */
export interface GitHubAccount {
  readonly id: unknown;
  readonly login: string;
  readonly name: string | null;
  /** What they wrote into their profile. */
  readonly email: string | null;
  readonly addresses: readonly GitHubAddress[];
}

let accounts = 0;

/** A stranger with one address, which is verified. */
export function aGitHubAccount(told: Partial<GitHubAccount> = {}): GitHubAccount {
  const id = (accounts += 1);
  const addresses = [{ email: `u${id}@example.org`, primary: true, verified: true }];
  return { id, login: `ada${id}`, name: 'Ada Lovelace', email: null, addresses, ...told };
}

type Fields = Readonly<Record<string, string>>;

interface Answered {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Behaves as a GitHub Enterprise Server does: OAuth 2.0 with PKCE and without ID tokens, errors with 200, and an API that tells who has a
 * token. What it does in the place of that stands in `replies`, by the path.
 */
export class GitHubProvider {
  readonly clientId = 'Iv1.castellan';
  readonly clientSecret = randomBytes(20).toString('hex');
  /** Who is signed in there; null says that access was denied. */
  account: GitHubAccount | null = aGitHubAccount();
  replies: Readonly<Record<string, Answered>> = {};
  /** Put over what a browser brings back. */
  answer: Fields = {};
  private readonly codes = new GrantedCodes();
  private readonly tokens = new Map<string, { readonly account: GitHubAccount; readonly scope: string }>();
  private readonly accounts = new Map<string, GitHubAccount>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<GitHubProvider> {
    const server = createServer((request, response) => void provider.serve(request, response));
    const provider = new GitHubProvider(server);
    server.keepAliveTimeout = 0; // on a busy machine a connection would be closed just when it is used again
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`; // it listens on TCP
  }

  get options(): ProviderOptions & { readonly issuer: string } {
    return { id: 'github', issuer: this.issuer, clientId: this.clientId, clientSecret: this.clientSecret };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  visit(url: string): Promise<Visited> {
    return visit(url);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.issuer);
    const fields = Object.fromEntries([...searchParams, ...new URLSearchParams(await text(request))]);
    const { status = 200, headers, body } = this.replies[pathname] ?? this.answerAt(pathname, fields, request.headers);
    const own = { 'x-github-request-id': randomBytes(4).toString('hex'), 'content-type': 'application/json' };
    response.writeHead(status, { ...own, ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
  }

  private answerAt(pathname: string, fields: Fields, headers: IncomingHttpHeaders): Answered {
    if (pathname === '/login/oauth/authorize') return this.authorize(fields);
    if (pathname === '/login/oauth/access_token') return this.token(fields, headers);
    if (headers['user-agent'] === undefined) return { status: 403, body: 'Request forbidden by administrative rules.' };
    if (pathname === '/api/v3/meta') return { body: { installed_version: '3.15.0' } };
    return this.api(pathname, headers.authorization);
  }

  private authorize({ client_id, redirect_uri = '', scope = '', state = '', code_challenge, code_challenge_method }: Fields): Answered {
    if (client_id !== this.clientId) return { status: 404 };
    const back = new URL(redirect_uri);
    const given = this.account ? this.codeFor(this.account, { redirect_uri, scope, code_challenge, code_challenge_method }) : DENIED;
    for (const [name, value] of Object.entries({ ...given, state, ...this.answer })) back.searchParams.set(name, value);
    return { status: 302, headers: { location: back.href } };
  }

  private codeFor(
    account: GitHubAccount,
    { redirect_uri = '', scope = '', code_challenge, code_challenge_method }: Partial<Fields>,
  ): Fields {
    const challenge = code_challenge_method === 'S256' ? (code_challenge ?? null) : null;
    const code = this.codes.give({ persona: { subject: account.login }, redirectUri: redirect_uri, scope, nonce: null, challenge });
    this.accounts.set(account.login, account);
    return { code };
  }

  private token(fields: Fields, { accept }: IncomingHttpHeaders): Answered {
    const isClient = fields['client_id'] === this.clientId && fields['client_secret'] === this.clientSecret;
    const grant = isClient ? this.codes.take(fields, false) : null;
    const account = this.accounts.get(grant?.persona.subject ?? '');
    if (accept !== 'application/json')
      return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'access_token=gho_x' };
    if (!isClient) return { body: { error: 'incorrect_client_credentials', error_description: 'a text of GitHub' } };
    if (!grant || !account) return { body: { error: 'bad_verification_code', error_description: 'a text of GitHub' } };
    const token = `gho_${randomBytes(18).toString('hex')}`;
    this.tokens.set(token, { account, scope: grant.scope });
    return { body: { access_token: token, scope: grant.scope.replaceAll(' ', ','), token_type: 'bearer' } };
  }

  private api(pathname: string, authorization = ''): Answered {
    const found = this.tokens.get(authorization.replace(/^Bearer /, ''));
    if (!found) return { status: 401, body: { message: 'Bad credentials' } };
    const { addresses, ...user } = found.account;
    if (pathname === '/api/v3/user') return { body: user };
    if (pathname !== '/api/v3/user/emails' || !found.scope.split(' ').includes('user:email'))
      return { status: 404, body: { message: 'Not Found' } };
    return { body: addresses.map((address) => ({ visibility: null, ...address })) };
  }
}

const DENIED: Fields = { error: 'access_denied', error_description: 'The user has <b>denied</b> your application access.' };
