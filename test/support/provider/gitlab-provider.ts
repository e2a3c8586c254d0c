import type { Misbehaviour } from './misbehaviour.js';
import { OpenIdProvider } from './open-id-provider.js';

/** Behaves as GitLab does: no `iss` in its answers, `name` in the place of its parts, and a secret in the body or the header. */
export class GitLabProvider extends OpenIdProvider {
  protected override get habits(): Misbehaviour {
    return {
      metadata: {
        authorization_response_iss_parameter_supported: undefined,
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      },
      claims: { given_name: undefined, family_name: undefined, name: 'Ada Lovelace', groups_direct: ['analysts'] },
      answer: { iss: undefined },
      signs: 'RS256',
    };
  }
}
