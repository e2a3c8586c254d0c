import type { Misbehaviour } from './misbehaviour.js';
import { OpenIdProvider } from './open-id-provider.js';

/** The one tenant of all personal accounts. */
export const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad';

/**
 * Behaves as Microsoft does: who comes is of a tenant (`tid`), which is in the issuer of the ID token. What several tenants share has a
 * pattern for its issuer; a tenant that is asked for by its domain, or as `consumers`, has its number. Nothing is said of addresses.
 */
export class MicrosoftProvider extends OpenIdProvider {
  /** `common`, `organizations`, a domain or a number. */
  authority = 'common';
  /** Of who comes. */
  tenant = '11111111-2222-4333-8444-555555555555';

  override get issuer(): string {
    return `${this.origin}/${this.authority}/v2.0`;
  }

  protected override get habits(): Misbehaviour {
    const isShared = ['common', 'organizations'].includes(this.authority);
    const ownTenant = this.authority === 'consumers' ? CONSUMERS : this.tenant;
    return {
      metadata: {
        issuer: `${this.origin}/${isShared ? '{tenantid}' : ownTenant}/v2.0`,
        authorization_response_iss_parameter_supported: undefined,
        code_challenge_methods_supported: undefined,
        token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      },
      claims: { iss: `${this.origin}/${this.tenant}/v2.0`, tid: this.tenant, ver: '2.0', email_verified: undefined },
      answer: { iss: undefined },
      signs: 'RS256',
    };
  }
}
