import { equalInConstantTime, randomToken, sha256 } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import type { Person } from '@castellan/federation';
import { Pending } from '@castellan/limits';
import { Injectable } from '@nestjs/common';
import { InvalidCode } from '../errors.js';
import type { Visit } from './visit.js';

/** So long an app may take to show the code that it was handed (RFC 6749 §4.1.2 advises ten minutes at most). */
export const HANDED_CODE_TTL_MS = 60_000;
/** So long a ticket waits for the browser that an app opens. */
const TICKET_TTL_MS = 10 * 60_000;
/** RFC 7636 §4.1. */
const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

/** What an app gets for its code: a sign-in of whom a provider has named, or the link that a session asked for. */
export type HandedOver =
  | { readonly kind: 'sign_in'; readonly userId: string; readonly identityId: string; readonly version: number }
  | { readonly kind: 'link'; readonly userId: string; readonly sessionId: string; readonly person: Person };

interface Kept<T> {
  readonly codeChallenge: string;
  readonly handed: T;
}

interface Ticket {
  readonly provider: string;
  readonly visit: Visit;
}

/** What apps are handed once: codes, after a visit, and tickets, before one. Both are 256 random bits, kept under their hash. */
@Injectable()
export class OneTimeVisits {
  private readonly codes: Pending<Kept<HandedOver>>;
  private readonly tickets: Pending<Ticket>;

  constructor(store: EphemeralStore) {
    this.codes = new Pending(store, { ttlMs: HANDED_CODE_TTL_MS });
    this.tickets = new Pending(store, { ttlMs: TICKET_TTL_MS });
  }

  /** @param codeChallenge S256 of what only the app knows that asked (RFC 7636) @throws Unavailable */
  async handOver(handed: HandedOver, codeChallenge: string): Promise<string> {
    const code = randomToken();
    await this.codes.put(nameOf('code', code), { codeChallenge, handed });
    return code;
  }

  /** Of all who show the code one gets it; with a wrong verifier it is spent, too. @throws InvalidCode, Unavailable */
  async redeem<K extends HandedOver['kind']>(kind: K, code: string, codeVerifier: string): Promise<Extract<HandedOver, { kind: K }>> {
    const kept = await this.codes.take(nameOf('code', code));
    if (!kept || !fits(codeVerifier, kept.codeChallenge) || !isOf(kept.handed, kind)) throw new InvalidCode();
    return kept.handed;
  }

  /** @throws Unavailable */
  async ticketFor(provider: string, visit: Visit): Promise<string> {
    const ticket = randomToken();
    await this.tickets.put(nameOf('ticket', ticket), { provider, visit });
    return ticket;
  }

  /** One use, also for another provider than it was made for. @throws InvalidCode, Unavailable */
  async visitOf(provider: string, ticket: string): Promise<Visit> {
    const kept = await this.tickets.take(nameOf('ticket', ticket));
    if (kept?.provider !== provider) throw new InvalidCode();
    return kept.visit;
  }
}

const nameOf = (kind: 'code' | 'ticket', token: string): string => `handed-code:${kind}:${sha256(token).toString('base64url')}`;

const fits = (verifier: string, challenge: string): boolean =>
  VERIFIER.test(verifier) && equalInConstantTime(Buffer.from(sha256(verifier).toString('base64url')), Buffer.from(challenge));

const isOf = <K extends HandedOver['kind']>(handed: HandedOver, kind: K): handed is Extract<HandedOver, { kind: K }> =>
  handed.kind === kind;
