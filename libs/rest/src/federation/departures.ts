import type { Caller, Transport } from '@castellan/access';
import { FederatedSignIn, InvalidCode } from '@castellan/accounts';
import type { Visit } from '@castellan/accounts';
import { Unavailable, ValidationFailed } from '@castellan/common';
import { ProviderFailed } from '@castellan/federation';
import type { Departure } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BeginLinkDto, BeginVisitDto, LinkBegunDto } from './visit.dto.js';
import { leaveVisitFor } from './visit-outcome.js';
import { ProviderCounts } from './provider-counts.js';
import { VisitCookies } from './visit-cookies.js';
import { Visits } from './visits.js';

/** Where a browser is sent. */
export interface Sent {
  readonly url: string;
  readonly statusCode: 302 | 303;
}

/** Sends browsers to providers. */
@Injectable()
export class Departures {
  constructor(
    private readonly signIns: FederatedSignIn,
    private readonly visits: Visits,
    private readonly cookies: VisitCookies,
    private readonly counts: ProviderCounts,
  ) {}

  /** To the provider; back, where it cannot be reached. @throws UnknownProvider, ValidationFailed */
  async begin(provider: string, asked: BeginVisitDto, request: FastifyRequest, reply: FastifyReply): Promise<Sent> {
    const visit = asked.ticket ? null : this.visits.signIn(asked, request.headers.referer);
    const departing = visit ? this.signIns.begin(provider, visit) : this.signIns.beginWith(provider, asked.ticket ?? '').catch(asTicket);
    const departure = await departing.catch((error: unknown) => this.stay(provider, visit, error));
    if ('statusCode' in departure) return departure;
    this.cookies.leave(departure, request, reply);
    return { url: departure.url, statusCode: 302 };
  }

  /** A browser is sent at once; an app sends its system browser, which shows no session of it. @throws UnknownProvider, ProviderFailed, ValidationFailed */
  async beginLink(
    provider: string,
    asked: BeginLinkDto,
    caller: Caller,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<LinkBegunDto> {
    const visit = this.visits.link(asked, caller, transportOf(request));
    if (visit.app) return { redirect_url: this.visits.places.ticket(provider, await this.signIns.ticketFor(provider, visit)) };
    const departure = await this.signIns.begin(provider, visit);
    this.cookies.leave(departure, request, reply);
    return { redirect_url: departure.url };
  }

  private stay(provider: string, visit: Visit | null, error: unknown): Sent {
    if (!(error instanceof ProviderFailed || error instanceof Unavailable)) throw error;
    const code = error instanceof Unavailable ? 'unavailable' : 'provider_failed';
    this.counts.count(provider, code);
    return { url: leaveVisitFor(this.visits.places, visit ?? carriedBy(error), code), statusCode: 303 };
  }
}

/** Cookies are ignored beside the header, whatever it holds (docs/reference/contract.md#transports). */
const transportOf = ({ headers }: FastifyRequest): Transport => (headers.authorization === undefined ? 'cookie' : 'bearer');

/** Of a ticket: what it was made for. */
const carriedBy = (error: unknown): Visit | null => (error instanceof ProviderFailed ? (error.carried as Visit | null) : null); // `begin` was given it

/** A ticket is no code that somebody types. */
function asTicket(error: unknown): Promise<Departure> {
  const wrong = error instanceof InvalidCode ? new ValidationFailed({ errors: { ticket: [error.detail] } }) : (error as Error);
  return Promise.reject(wrong);
}
