import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client';
import type { ClientAuth, Configuration, CustomFetch } from 'openid-client';
import { Failed } from '../providers/failures.js';
import type { OpenIdPreset } from '../providers/preset.js';
import type { ProviderSettings } from '../providers/provider-settings.js';
import { PROVIDER_TIMEOUT_MS } from '../web/web.js';
import type { Web } from '../web/web.js';
import { asFailure } from './as-failure.js';
import { asShared } from './shared-issuer.js';

/** What a provider says of itself (OpenID Connect Discovery 1.0), asked for when it is needed. */
export class Discovery {
  private known: Promise<Configuration> | null = null;

  constructor(
    private readonly settings: ProviderSettings,
    private readonly preset: Partial<OpenIdPreset>,
    private readonly web: Web,
  ) {}

  /** @throws Failed */
  async current(): Promise<Configuration> {
    this.known ??= this.ask();
    try {
      return await this.known;
    } catch (error) {
      this.known = null;
      throw error;
    }
  }

  /** @throws Failed */
  async examine(): Promise<void> {
    await this.ask();
  }

  private async ask(): Promise<Configuration> {
    const issuer = this.web.demandAddress(this.settings.issuer, 'the issuer');
    try {
      const { server, fetch } = this.preset.acceptsIssuer ? asShared(issuer, this.fetch) : { server: issuer, fetch: this.fetch };
      const configuration = await discovery(server, this.settings.clientId, {}, this.clientAuth(), {
        [customFetch]: fetch,
        timeout: PROVIDER_TIMEOUT_MS / 1000,
        // Signatures are verified in the code flow, too: it may be a proxy that answers for the token endpoint. Marked to stand out: outside production alone, and `Web` says where.
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        execute: this.web.allowsHttp ? [enableNonRepudiationChecks, allowInsecureRequests] : [enableNonRepudiationChecks],
      });
      this.demandIssuer(issuer, configuration);
      this.demandAddresses(configuration);
      return configuration;
    } catch (error) {
      throw asFailure(error);
    }
  }

  /** Of all others openid-client has looked at it (OpenID Connect Discovery 1.0, §4.3). */
  private demandIssuer(issuer: URL, configuration: Configuration): void {
    const isAccepted = this.preset.acceptsIssuer?.(issuer, configuration.serverMetadata().issuer) ?? true;
    if (!isAccepted) throw new Failed('its metadata is of another issuer');
  }

  /** Each address that is asked or that people are sent to, before anybody is. */
  private demandAddresses(configuration: Configuration): void {
    const metadata = configuration.serverMetadata();
    for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const)
      this.web.demandAddress(metadata[name], `its ${name}`);
    if (metadata.userinfo_endpoint !== undefined) this.web.demandAddress(metadata.userinfo_endpoint, 'its userinfo_endpoint');
  }

  private readonly fetch: CustomFetch = (url, { method, headers, body }) =>
    this.web.fetch(url, { method, headers, ...(body instanceof URLSearchParams && { body: body.toString() }) });

  /** In the body where the provider takes that, since not all decode the header as they should; else in the header, which all have to take. */
  private clientAuth(): ClientAuth {
    const { clientAuthOf } = this.preset;
    if (clientAuthOf) return clientAuthOf(this.settings);
    const { clientSecret } = this.settings;
    if (clientSecret === null) return None();
    const [post, basic] = [ClientSecretPost(clientSecret), ClientSecretBasic(clientSecret)];
    return (server, ...rest) => {
      const isPost = server.token_endpoint_auth_methods_supported?.includes('client_secret_post') ?? false;
      const tell = isPost ? post : basic;
      tell(server, ...rest);
    };
  }
}
