import type { Clock } from '@castellan/common';
import { buildAuthorizationUrl, calculatePKCECodeChallenge, authorizationCodeGrant, fetchUserInfo } from 'openid-client';
import type { Configuration } from 'openid-client';
import type { ProviderAnswer } from '../federation.types.js';
import { Failed } from '../providers/failures.js';
import type { Claims, OpenIdPreset } from '../providers/preset.js';
import type { Claimed, Errand, Provider } from '../providers/provider.js';
import type { ProviderSettings } from '../providers/provider-settings.js';
import type { Web } from '@castellan/outbound';
import { asFailure } from './as-failure.js';
import { Discovery } from './discovery.js';
import { demandOurs } from './id-token.js';

/** A provider that speaks OpenID Connect, by the authorization code flow with PKCE (OpenID Connect Core 1.0, §3.1). */
export class OpenIdProvider implements Provider {
  private readonly discovery: Discovery;

  constructor(
    private readonly settings: ProviderSettings,
    private readonly preset: Partial<OpenIdPreset>,
    web: Web,
    clock: Clock,
  ) {
    this.discovery = new Discovery(settings, preset, web, clock);
  }

  async authorizationUrl({ state, nonce, codeVerifier }: Errand): Promise<URL> {
    const { responseMode, parameters } = this.preset;
    return buildAuthorizationUrl(await this.discovery.current(), {
      ...parameters,
      redirect_uri: this.settings.redirectUri,
      scope: this.settings.scopes.join(' '),
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...(responseMode && { response_mode: responseMode }),
    });
  }

  async identify(answer: ProviderAnswer, errand: Errand): Promise<Claimed> {
    const configuration = await this.discovery.current();
    try {
      return this.claimed(await this.claimsOf(configuration, answer, errand));
    } catch (error) {
      throw asFailure(error, this.preset.denials);
    }
  }

  examine(): Promise<void> {
    return this.discovery.examine();
  }

  private async claimsOf(configuration: Configuration, answer: ProviderAnswer, { state, nonce, codeVerifier }: Errand): Promise<Claims> {
    const address = new URL(this.settings.redirectUri);
    for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value);
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true };
    const tokens = await authorizationCodeGrant(configuration, address, checks);
    const idToken = tokens.claims();
    if (!idToken) throw new Failed('there is no ID token');
    demandOurs(idToken, tokens, this.settings.clientId);
    const claims = this.asStandard(idToken, answer);
    if (claims['email'] !== undefined || !this.settings.scopes.includes('email')) return claims;
    const { email, email_verified, ...rest } = this.asStandard(
      await this.userinfo(configuration, tokens.access_token, idToken.sub),
      answer,
    );
    return { ...rest, ...claims, email, email_verified }; // what is said of an address is said by who names it
  }

  /** Each source alone, before the two are put together: what one says in its own way of an address is not of the other's. */
  private asStandard(claims: Claims, answer: ProviderAnswer): Claims {
    return this.preset.claimsOf?.(claims, answer) ?? claims;
  }

  /** Some tell the address there alone. It is of the same subject, or nobody's (OpenID Connect Core 1.0, §5.3.2). */
  private async userinfo(configuration: Configuration, accessToken: string, subject: string): Promise<Claims> {
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
    return fetchUserInfo(configuration, accessToken, subject);
  }

  private claimed(claims: Claims): Claimed {
    const { iss, sub, email, email_verified, given_name, family_name, name } = claims;
    const { trustsEmail = false } = this.preset;
    const hasParts = given_name !== undefined || family_name !== undefined;
    return {
      issuer: String(iss),
      subject: String(sub),
      email,
      emailVerified: email_verified,
      isTrusted: typeof trustsEmail === 'boolean' ? trustsEmail : trustsEmail(claims),
      firstName: hasParts ? given_name : name,
      lastName: family_name,
    };
  }
}
