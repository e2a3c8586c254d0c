import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { Federation, ProviderDenied, ProviderFailed, UnknownProvider } from '@castellan/federation';
import type { Departure, Identity, Person, ProviderAnswer, Return, SecretOf } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { InvalidCode } from '../errors.js';
import { IdentityLinking } from '../identities/identity-linking.service.js';
import type { SignInContext, SignInResult } from '../sessions/sign-in.types.js';
import { arrivalRefusalOf } from './arrival-refusal.js';
import { FederatedDoor, handedLink, handedSignIn } from './federated-door.service.js';
import { FederatedRecords } from './federated-records.service.js';
import { OneTimeVisits } from './one-time-visits.service.js';
import type { HandedOver } from './one-time-visits.service.js';
import { PersonAccounts } from './person-accounts.service.js';
import type { FoundAccount } from './found-account.js';
import type { Arrival, Visit, VisitingApp } from './visit.js';

/** A provider as first factor, and how an identity there is linked. Who it is, the provider says. */
@Injectable()
export class FederatedSignIn {
  constructor(
    private readonly federation: Federation,
    private readonly accounts: PersonAccounts,
    private readonly door: FederatedDoor,
    private readonly once: OneTimeVisits,
    private readonly linking: IdentityLinking,
    private readonly records: FederatedRecords,
  ) {}

  /** @throws UnknownProvider, ProviderFailed, TwoFactorRequired where what comes back could not be linked, Unavailable */
  async begin(provider: string, visit: Visit): Promise<Departure> {
    if (visit.caller) await this.linking.demandMayLink(visit.caller);
    return this.federation.begin(provider, visit);
  }

  /** A visit of an app that links, for a browser that shows no session of it: what `beginWith` takes once, within ten minutes. @throws as `begin` */
  async ticketFor(provider: string, visit: Visit): Promise<string> {
    if (visit.caller) await this.linking.demandMayLink(visit.caller);
    if (!this.federation.providers.some(({ id }) => id === provider)) throw new UnknownProvider();
    return this.once.ticketFor(provider, visit);
  }

  /** @throws InvalidCode for a ticket that is spent or another provider's, and as `begin` */
  async beginWith(provider: string, ticket: string): Promise<Departure> {
    return this.federation.begin(provider, await this.once.visitOf(provider, ticket));
  }

  /** Refusals are arrivals, too. `context` is the browser's: by cookie. @throws UnknownProvider */
  async arrive(provider: string, answer: ProviderAnswer, secretOf: SecretOf, context: SignInContext): Promise<Arrival> {
    try {
      const back = await this.federation.finish<Visit>(provider, answer, secretOf);
      return await this.received(back, context).catch((error: unknown) => refused(error, back.carried));
    } catch (error) {
      const visit = carriedBy(error);
      const arrival = refused(error, visit);
      await this.records.refused(error, null, visit, context);
      return arrival;
    }
  }

  /** An app shows what it was handed. @throws InvalidCode, and what the door throws, SignInRefused for a disabled user */
  async exchange(code: string, codeVerifier: string, context: SignInContext): Promise<SignInResult> {
    const found = await this.named(code, codeVerifier, context);
    return this.door.complete(found, context);
  }

  /** An app of the one who asked finishes a link, on the session that asked. @throws InvalidCode, IdentityTaken, and as `LiveCaller.hold` */
  async exchangeLink(caller: Caller, code: string, codeVerifier: string, context: RequestContext): Promise<Identity> {
    const person = await this.linkedBy(caller, code, codeVerifier).catch(async (error: unknown) => {
      if (error instanceof InvalidCode) await this.records.linkFailed(error.code, caller, context);
      throw error;
    });
    return this.linking.link(caller, person, context);
  }

  private async received({ person, carried: visit }: Return<Visit>, context: SignInContext): Promise<Arrival> {
    if (visit.caller) return this.linked(person, visit, visit.caller, context);
    const found = await this.accountOf(person, visit, context);
    if (visit.app) return this.handedOver(found, visit, visit.app, context);
    const result = await this.door.complete(found, context);
    return result.status === 'signed_in' ? { kind: 'signed_in', visit, result } : { kind: 'second_factor_required', visit, result };
  }

  private async linked(person: Person, visit: Visit, caller: Caller, context: SignInContext): Promise<Arrival> {
    if (!visit.app) {
      await this.linking.link(caller, person, context);
      return { kind: 'linked', visit };
    }
    const code = await this.once.handOver(handedLink(person, caller), visit.app.codeChallenge);
    return { kind: 'handed_over', visit, code };
  }

  private async accountOf(person: Person, visit: Visit, context: SignInContext): Promise<FoundAccount> {
    const found = await this.accounts.of(person, visit.sourceUrl, context).catch(async (error: unknown) => {
      await this.records.refused(error, person, visit, context);
      throw error;
    });
    await this.records.signedIn(found, context);
    return found;
  }

  private async handedOver(found: FoundAccount, visit: Visit, { codeChallenge }: VisitingApp, context: SignInContext): Promise<Arrival> {
    await this.door.demandOpen(found, context);
    return { kind: 'handed_over', visit, code: await this.once.handOver(handedSignIn(found), codeChallenge) };
  }

  private async named(code: string, codeVerifier: string, context: SignInContext): Promise<FoundAccount> {
    let handed: Extract<HandedOver, { kind: 'sign_in' }> | null = null;
    try {
      handed = await this.once.redeem('sign_in', code, codeVerifier);
      return await this.door.namedBy(handed);
    } catch (error) {
      if (error instanceof InvalidCode) await this.records.codeRefused(handed, context);
      throw error;
    }
  }

  /** A code that was planted in somebody else's app links nothing there. */
  private async linkedBy(caller: Caller, code: string, codeVerifier: string): Promise<Person> {
    const { userId, sessionId, person } = await this.once.redeem('link', code, codeVerifier);
    if (userId !== caller.userId || sessionId !== caller.sessionId) throw new InvalidCode();
    return person;
  }
}

const refused = (error: unknown, visit: Visit | null): Arrival => ({ kind: 'refused', visit, code: arrivalRefusalOf(error) });

/** What a refused return carries is the visit that `begin` was given. */
const carriedBy = (error: unknown): Visit | null =>
  error instanceof ProviderDenied || error instanceof ProviderFailed ? (error.carried as Visit | null) : null;
