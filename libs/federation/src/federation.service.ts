import { randomToken } from '@castellan/common';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Departures } from './departures/departures.service.js';
import type { Waiting } from './departures/departures.service.js';
import { ProviderDenied, ProviderFailed } from './errors.js';
import { Examination } from './examination/examination.service.js';
import type { Departure, Person, ProviderAnswer, ProviderFinding, ProviderName, Return, SecretOf } from './federation.types.js';
import { FEDERATION_OPTIONS } from './options.js';
import type { FederationRules } from './options.js';
import { personOf } from './person.js';
import { Denied, Failed } from './providers/failures.js';
import { Providers } from './providers/providers.service.js';
import type { ConfiguredProvider } from './providers/providers.service.js';

/**
 * Sends people to a provider, and says who came back (OpenID Connect Core 1.0, OAuth 2.0 Security BCP RFC 9700). It knows no users and
 * keeps no token of a provider. A departure is good for one return, in the browser that left.
 */
@Injectable()
export class Federation {
  private readonly logger = new Logger(Federation.name);

  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly rules: FederationRules,
    private readonly configured: Providers,
    private readonly departures: Departures,
    private readonly examination: Examination,
  ) {}

  /** In the order of the configuration. */
  get providers(): readonly ProviderName[] {
    return this.configured.all.map(({ settings: { id, name } }) => ({ id, name }));
  }

  /** What people call it: its id, where it is not configured any more. */
  nameOf(provider: string): string {
    return this.providers.find(({ id }) => id === provider)?.name ?? provider;
  }

  /** @param carried comes back with the person, as JSON @throws UnknownProvider, ProviderFailed, Unavailable */
  async begin(provider: string, carried: unknown): Promise<Departure> {
    const asked = this.configured.demand(provider);
    const errand = { state: randomToken(), nonce: randomToken(), codeVerifier: randomToken() };
    const url = await this.judged(asked, carried, () => asked.provider.authorizationUrl(errand));
    return { url: url.href, ...(await this.departures.open(provider, errand, carried)), expiresInMs: this.rules.stateTtlMs };
  }

  /**
   * Keeps the answer of a provider that posts it, for a return by GET that names its `state` alone: a browser shows no cookie of ours with
   * what another site posts. False when its `state` is none.
   */
  keep(provider: string, answer: ProviderAnswer): Promise<boolean> {
    this.configured.demand(provider);
    return this.departures.keep(provider, answer['state'] ?? '', answer);
  }

  /** @throws UnknownProvider, ProviderDenied, ProviderFailed, Unavailable */
  async finish<T>(provider: string, answer: ProviderAnswer, secretOf: SecretOf): Promise<Return<T>> {
    const asked = this.configured.demand(provider);
    const state = answer['state'] ?? '';
    const waiting = await this.departures.take(state, secretOf);
    if (!waiting) throw new ProviderFailed();
    const person = await this.judged(asked, waiting.carried, async () => this.identify(asked, waiting, await this.whole(answer)));
    return { person, carried: waiting.carried as T }; // what the host gave to `begin`
  }

  /** Asks each provider for its metadata, without any memory of earlier answers: for operators. */
  examine(): Promise<readonly ProviderFinding[]> {
    return this.examination.examine();
  }

  /** Says in the log which of them cannot be used now. It keeps nothing from its start: each is asked again when somebody goes there. */
  async warnOfAbsent(): Promise<void> {
    for (const { provider, problem } of await this.examine())
      if (problem !== null) this.logger.warn(`Nobody can sign in by ${provider.id} now: ${problem}.`);
  }

  /** What was kept, where the browser brings the `state` alone. */
  private async whole(answer: ProviderAnswer): Promise<ProviderAnswer> {
    const { state = '', ...rest } = answer;
    return Object.keys(rest).length > 0 ? answer : ((await this.departures.takeKept(state)) ?? answer);
  }

  private async identify({ settings, provider }: ConfiguredProvider, waiting: Waiting, answer: ProviderAnswer): Promise<Person> {
    if (waiting.provider !== settings.id) throw new Failed('the answer is for another provider');
    return personOf(await provider.identify(answer, waiting.errand), settings);
  }

  private async judged<R>({ settings: { id } }: ConfiguredProvider, carried: unknown, work: () => Promise<R>): Promise<R> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Denied) throw new ProviderDenied(carried);
      if (!(error instanceof Failed)) throw error;
      this.logger.warn(`Signing in by ${id} failed: ${error.reason}.`);
      throw new ProviderFailed(carried, { cause: error });
    }
  }
}
