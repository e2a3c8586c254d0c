import { createHash } from 'node:crypto';
import type { ProviderAnswer } from '../federation.types.js';
import { Denied, Failed } from '../providers/failures.js';
import type { Claimed, Errand, Provider } from '../providers/provider.js';
import type { ProviderSettings } from '../providers/provider-settings.js';
import type { Web } from '@castellan/outbound';
import { GitHubApi } from './github-api.js';

/**
 * GitHub speaks OAuth 2.0 without ID tokens: who it is, its API tells
 * (https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps). PKCE and `state` bind the code to who left.
 */
export class GitHubProvider implements Provider {
  private readonly api: GitHubApi;

  constructor(
    private readonly settings: ProviderSettings,
    private readonly web: Web,
  ) {
    this.api = new GitHubApi(settings.issuer, web);
  }

  authorizationUrl({ state, codeVerifier }: Errand): Promise<URL> {
    const { issuer, clientId, redirectUri, scopes } = this.settings;
    const url = this.web.demandAddress(at(issuer, '/login/oauth/authorize'), 'the issuer');
    url.search = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: scopes.join(' '),
      state,
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    return Promise.resolve(url);
  }

  async identify({ code, error, iss }: ProviderAnswer, { codeVerifier }: Errand): Promise<Claimed> {
    if (error === 'access_denied') throw new Denied();
    if (error !== undefined || code === undefined) throw new Failed('it sent back an error in the place of a code');
    this.refuseOther(iss);
    const token = await this.tokenFor(code, codeVerifier);
    const [user, email] = await Promise.all([this.api.user(token), this.api.provenAddress(token)]);
    return {
      issuer: this.settings.issuer,
      subject: String(user.id),
      email: email ?? undefined,
      emailVerified: email !== null,
      isTrusted: true,
      firstName: user.name,
    };
  }

  examine(): Promise<void> {
    return this.api.examine();
  }

  /** Where it names itself in its answer, it is itself (RFC 9207, §2.4). */
  private refuseOther(iss: string | undefined): void {
    const { issuer } = this.settings;
    if (iss !== undefined && iss !== issuer && iss !== at(issuer, '/login/oauth'))
      throw new Failed('the answer is of another issuer (iss)');
  }

  /** Failures are told with 200, too. */
  private async tokenFor(code: string, codeVerifier: string): Promise<string> {
    const { issuer, clientId, clientSecret, redirectUri } = this.settings;
    const asked = { client_id: clientId, client_secret: clientSecret ?? '', code, redirect_uri: redirectUri, code_verifier: codeVerifier };
    const answer = await this.web.fetch(at(issuer, '/login/oauth/access_token'), {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(asked).toString(),
    });
    const { access_token: token } = Object(await answer.json().catch(() => null)) as { readonly access_token?: unknown };
    if (!answer.ok || typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) throw new Failed('it gave no token for the code');
    return token;
  }
}

const at = (issuer: string, path: string): string => `${issuer.replace(/\/$/, '')}${path}`;
