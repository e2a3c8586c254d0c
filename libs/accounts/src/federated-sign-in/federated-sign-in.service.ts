import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { Federation } from '@castellan/federation';
import type { Departure, Identity, ProviderAnswer, SecretOf } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { InvalidCode } from '../errors.js';
import type { SignInContext, SignInResult } from '../sessions/sign-in.types.js';
import type { Arrival, Visit } from './visit.js';

/** A provider as first factor, and how an identity there is linked. Who it is, the provider says. */
@Injectable()
export class FederatedSignIn {
  constructor(private readonly federation: Federation) {}

  /** @throws UnknownProvider, ProviderFailed, Unavailable */
  begin(provider: string, visit: Visit): Promise<Departure> {
    return this.federation.begin(provider, visit);
  }

  /** A visit of an app that links, for a browser that shows no session of it: what `beginWith` takes once, within the life of a state. */
  ticketFor(_provider: string, _visit: Visit): Promise<string> {
    return Promise.reject(new InvalidCode());
  }

  /** @throws InvalidCode for a ticket that is spent or another provider's, and as `begin` */
  beginWith(_provider: string, _ticket: string): Promise<Departure> {
    return Promise.reject(new InvalidCode());
  }

  /** Refusals are arrivals, too. `context` is the browser's: by cookie. */
  arrive(_provider: string, _answer: ProviderAnswer, _secretOf: SecretOf, _context: SignInContext): Promise<Arrival> {
    return Promise.resolve({ kind: 'refused', visit: null, code: 'provider_failed' });
  }

  /** An app shows what it was handed. @throws InvalidCode, and what the door throws */
  exchange(_code: string, _codeVerifier: string, _context: SignInContext): Promise<SignInResult> {
    return Promise.reject(new InvalidCode());
  }

  /** An app of the one who asked finishes a link. @throws InvalidCode, IdentityTaken, and as `LiveCaller.hold` */
  exchangeLink(_caller: Caller, _code: string, _codeVerifier: string, _context: RequestContext): Promise<Identity> {
    return Promise.reject(new InvalidCode());
  }
}
