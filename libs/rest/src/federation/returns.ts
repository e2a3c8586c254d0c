import { FederatedSignIn } from '@castellan/accounts';
import type { Arrival } from '@castellan/accounts';
import { Unavailable } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Federation } from '@castellan/federation';
import type { ProviderAnswer } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sent } from './departures.js';
import { Onward } from './onward.js';
import { ProviderCounts } from './provider-counts.js';
import { leaveVisitFor } from './visit-outcome.js';
import { VisitCookies } from './visit-cookies.js';
import { Visits } from './visits.js';

/** Takes in who comes back from a provider, and leads them on. */
@Injectable()
export class Returns {
  constructor(
    private readonly signIns: FederatedSignIn,
    private readonly federation: Federation,
    private readonly visits: Visits,
    private readonly visitCookies: VisitCookies,
    private readonly onward: Onward,
    private readonly counts: ProviderCounts,
  ) {}

  /** @throws UnknownProvider */
  async arrive(
    provider: string,
    parameters: AnswerParameters,
    context: RequestContext,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Sent> {
    const shown = this.visitCookies.shownBy(request);
    const arrival = await this.signIns.arrive(provider, answerOf(parameters), shown.of, this.onward.contextOf(context, request));
    if (arrival.visit) this.visitCookies.forget(shown.found, reply);
    this.counts.count(provider, outcomeOf(arrival));
    return { url: this.onward.lead(arrival, reply), statusCode: 303 };
  }

  /**
   * A provider posts from a site of its own, and browsers show none of our Lax cookies with it: the answer is kept, and the browser comes
   * back by GET, which they do come along with. Where a visit is shown, it arrives at once. @throws UnknownProvider
   */
  async post(
    provider: string,
    parameters: AnswerParameters,
    context: RequestContext,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Sent> {
    if (this.visitCookies.areShownBy(request)) return this.arrive(provider, parameters, context, request, reply);
    return this.keepFor(provider, answerOf(parameters));
  }

  private async keepFor(provider: string, answer: ProviderAnswer): Promise<Sent> {
    const { state = '' } = answer;
    const refusal = await this.keep(provider, answer);
    if (!refusal) return { url: this.visits.places.callback(provider, state), statusCode: 303 };
    this.counts.count(provider, refusal === 'unavailable' ? refusal : 'no_visit');
    return { url: leaveVisitFor(this.visits.places, null, refusal), statusCode: 303 };
  }

  /** Null where it is kept. */
  private async keep(provider: string, answer: ProviderAnswer): Promise<'provider_failed' | 'unavailable' | null> {
    try {
      return (await this.federation.keep(provider, answer)) ? null : 'provider_failed';
    } catch (error) {
      if (error instanceof Unavailable) return 'unavailable';
      throw error;
    }
  }
}

export type AnswerParameters = Readonly<Record<string, unknown>>;

function outcomeOf(arrival: Arrival): Parameters<ProviderCounts['count']>[1] {
  if (arrival.kind !== 'refused') return arrival.kind;
  return arrival.visit || arrival.code === 'unavailable' ? arrival.code : 'no_visit';
}

/** Each parameter once (RFC 6749 §3.1): of two, which one counts would be a guess, so there is none. */
function answerOf(parameters: AnswerParameters): ProviderAnswer {
  const pairs = Object.entries(parameters);
  const texts = pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return texts.length === pairs.length ? Object.fromEntries(texts) : {};
}
