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
import type { Clock } from '@castellan/common';
import { Failed } from '../providers/failures.js';
import type { OpenIdPreset } from '../providers/preset.js';
import type { ProviderSettings } from '../providers/provider-settings.js';
import { PROVIDER_BOUNDS } from '../web/provider-rules.js';
import type { Web } from '@castellan/outbound';
import { asFailure } from './as-failure.js';
import { Memory } from './memory.js';
import type { MemoryRules } from './memory.js';
import { asShared } from './shared-issuer.js';

/** Metadata changes once in years; it is asked for once an hour, and holds for a day while the provider does not tell it. */
const METADATA_RULES: MemoryRules = { freshMs: 3_600_000, holdsMs: 86_400_000, retryMs: 3_000 };

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0): asked for when it is needed, so that one that is away keeps nothing else
 * from its start. Its keys are remembered for five minutes by openid-client, and asked for anew for a key that is not among them, once a
 * minute at most.
 */
export class Discovery {
  private readonly known: Memory<Configuration>;

  constructor(
    private readonly settings: ProviderSettings,
    private readonly preset: Partial<OpenIdPreset>,
    private readonly web: Web,
    private readonly clock: Clock,
  ) {
    this.known = new Memory(() => this.ask(), this.clock, METADATA_RULES);
  }

  /** @throws Failed */
  current(): Promise<Configuration> {
    return this.known.current();
  }

  /** Without any memory, and its keys, too. @throws Failed */
  async examine(): Promise<void> {
    const { jwks_uri = '' } = (await this.ask()).serverMetadata();
    const { status } = await this.web.fetch(jwks_uri, { method: 'GET', headers: { accept: 'application/json' } });
    if (status !== 200) throw new Failed(`its keys (jwks_uri) are answered with status ${status}`);
  }

  private async ask(): Promise<Configuration> {
    const issuer = this.web.demandAddress(this.settings.issuer, 'the issuer');
    try {
      const { server, fetch } = this.preset.acceptsIssuer ? asShared(issuer, this.fetch) : { server: issuer, fetch: this.fetch };
      const configuration = await discovery(server, this.settings.clientId, {}, this.clientAuth(), {
        [customFetch]: fetch,
        timeout: PROVIDER_BOUNDS.timeoutMs / 1000,
        // Signatures are verified in the code flow, too: it may be a proxy that answers for the token endpoint. What is marked to stand out
        // is for outside production, and `Web` says where.
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        execute: this.web.takesHttp('localhost') ? [enableNonRepudiationChecks, allowInsecureRequests] : [enableNonRepudiationChecks],
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
    if (clientAuthOf) return clientAuthOf(this.settings, this.clock);
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
