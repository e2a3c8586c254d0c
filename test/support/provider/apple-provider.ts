import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import type { ProviderOptions } from '@castellan/federation';
import type { Misbehaviour, Reply } from './misbehaviour.js';
import { OpenIdProvider } from './open-id-provider.js';
import type { Parameters } from './open-id-provider.js';

const HALF_A_YEAR_S = 15_777_000;

/**
 * Behaves as Apple does: it posts its answers, and refuses to do otherwise where a name or an address is asked for; its clients sign
 * their secret; it tells a name the first time, beside the ID token, and of addresses `"true"`.
 */
export class AppleProvider extends OpenIdProvider {
  private readonly clientKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly met = new Set<string>();
  /** The secrets that clients came with. */
  readonly secrets: string[] = [];
  /** In the place of what it says of who came, the first time. */
  user: string | undefined;

  override get options(): ProviderOptions & { readonly issuer: string } {
    const { id, issuer, clientId } = super.options;
    const privateKey = this.clientKey.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { id, issuer, clientId, signingKey: { teamId: 'TEAM123456', keyId: 'KEY1234567', privateKey } };
  }

  protected override get habits(): Misbehaviour {
    const subject = this.persona?.subject ?? '';
    const { givenName, familyName, email } = this.persona ?? {};
    const user = this.user ?? JSON.stringify({ name: { firstName: givenName, lastName: familyName }, email });
    const isFirst = this.persona !== null && !this.met.has(subject);
    return {
      metadata: {
        authorization_response_iss_parameter_supported: undefined,
        token_endpoint_auth_methods_supported: ['client_secret_post'],
      },
      claims: { given_name: undefined, family_name: undefined, nonce_supported: true },
      answer: { iss: undefined, ...(isFirst && { user }), ...(!this.persona && { error: 'user_cancelled_authorize' }) },
      signs: 'RS256',
    };
  }

  protected override refusalOf({ response_mode, scope = '' }: Parameters): Reply | undefined {
    const isRight = response_mode === 'form_post' || !/email|name/.test(scope);
    return isRight ? undefined : { status: 400, body: 'response_mode must be form_post when name or email scope is requested.' };
  }

  protected override isClient({ client_id, client_secret = '' }: Parameters): boolean {
    this.met.add(this.persona?.subject ?? '');
    this.secrets.push(client_secret);
    const [header = '', payload = '', signature = ''] = client_secret.split('.');
    const key = {
      key: createPublicKey(this.clientKey.publicKey.export({ type: 'spki', format: 'pem' })),
      dsaEncoding: 'ieee-p1363',
    } as const;
    const isSigned = verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
    const { iss, aud, sub, iat, exp } = membersOf(payload);
    const now = Date.now() / 1000;
    const lives = Number(iat) <= now && Number(exp) > now && Number(exp) - Number(iat) <= HALF_A_YEAR_S;
    const { alg, kid } = membersOf(header);
    return (
      isSigned &&
      lives &&
      [alg, kid, iss, aud, sub, client_id].join() ===
        ['ES256', 'KEY1234567', 'TEAM123456', this.issuer, this.clientId, this.clientId].join()
    );
  }
}

const membersOf = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString() || '{}') as Readonly<Record<string, unknown>>;
