import { Inject, Injectable } from '@nestjs/common';
import { ProviderFailed, UnknownProvider } from './errors.js';
import type { Departure, ProviderAnswer, ProviderFinding, ProviderName, Return, SecretOf } from './federation.types.js';
import { FEDERATION_OPTIONS } from './options.js';
import type { FederationRules } from './options.js';

/**
 * Sends people to a provider, and says who came back (OpenID Connect Core 1.0, OAuth 2.0 Security BCP RFC 9700). It knows no users and
 * keeps no token of a provider. A departure is good for one return, in the browser that left.
 */
@Injectable()
export class Federation {
  constructor(@Inject(FEDERATION_OPTIONS) private readonly rules: FederationRules) {}

  /** In the order of the configuration. */
  get providers(): readonly ProviderName[] {
    return this.rules.providers.map(({ id, name = id }) => ({ id, name }));
  }

  /** @param carried comes back with the person, as JSON @throws UnknownProvider, ProviderFailed, Unavailable */
  begin(provider: string, _carried: unknown): Promise<Departure> {
    return Promise.reject(this.rules.providers.some(({ id }) => id === provider) ? new ProviderFailed() : new UnknownProvider());
  }

  /**
   * Keeps the answer of a provider that posts it, for a return by GET that names its `state` alone: a browser shows no cookie of ours with
   * what another site posts. False when its `state` is none.
   */
  keep(_provider: string, _answer: ProviderAnswer): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** @throws UnknownProvider, ProviderDenied, ProviderFailed, Unavailable */
  finish<T>(_provider: string, _answer: ProviderAnswer, _secretOf: SecretOf): Promise<Return<T>> {
    return Promise.reject(new ProviderFailed());
  }

  /** Asks each provider for its metadata, without any memory of earlier answers: for operators. */
  examine(): Promise<readonly ProviderFinding[]> {
    return Promise.resolve([]);
  }
}
