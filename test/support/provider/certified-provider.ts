import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { Configuration } from 'oidc-provider';

/** Who is known at it. */
export const ACCOUNT = { sub: 'ada', email: 'ada@example.org', email_verified: true, given_name: 'Ada', family_name: 'Lovelace' };

export const CLIENT = { id: 'castellan', secret: 'a secret of this client alone' };

const CLAIMS = { openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name'] };

/** The OpenID provider that others run (https://github.com/panva/node-oidc-provider), with one account, which agrees to everything. */
export class CertifiedProvider {
  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  static async open(redirectUri: string, given: Configuration = {}): Promise<CertifiedProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
    const provider = new Provider(issuer, { ...configuration(redirectUri), ...given });
    const serve = provider.callback();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (!request.url?.startsWith('/interaction/')) void serve(request, response);
      else void provider.interactionFinished(request, response, { login: { accountId: ACCOUNT.sub } });
    });
    return new CertifiedProvider(server, issuer);
  }

  /** A browser goes there and keeps its cookies, until it is sent to another place. */
  async visit(url: string): Promise<Readonly<Record<string, string>>> {
    const cookies = new Map<string, string>();
    let next = new URL(url);
    while (next.origin === this.issuer) {
      const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
      const response = await fetch(next, { redirect: 'manual', headers: { cookie } });
      for (const line of response.headers.getSetCookie()) {
        const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
        cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (location === null) throw new Error(`It leads nowhere: ${response.status} ${await response.text()}`);
      next = new URL(location, next);
    }
    return Object.fromEntries(next.searchParams);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function configuration(redirectUri: string): Configuration {
  return {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    claims: CLAIMS,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, accountId) => ({ accountId, claims: () => ACCOUNT }),
    loadExistingGrant: (context) => {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      return grant.save().then(() => grant);
    },
  };
}
