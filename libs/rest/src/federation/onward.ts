import type { Arrival, SignInContext, Visit } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignInAnswers } from '../accounts/sign-in-answers.js';
import { PendingCookie } from '../cookies/pending-cookie.js';
import { pageLanguage } from '../pages/page-language.js';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';
import { withParameters } from './redirect-uris.js';
import { leaveVisitFor } from './visit-outcome.js';
import { Visits } from './visits.js';

/** Gives somebody who has arrived what is theirs, and says where they go on. */
@Injectable()
export class Onward {
  constructor(
    private readonly visits: Visits,
    private readonly answers: SignInAnswers,
    private readonly pending: PendingCookie,
    @Inject(REST_OPTIONS) private readonly options: RestOptions,
  ) {}

  /** A browser comes back, and its session will be one by cookies. It is led here, so it does not ask in the language that the pages are in. */
  contextOf(context: RequestContext, request: FastifyRequest): SignInContext {
    const language = pageLanguage({ headers: request.headers, query: {} }, this.options.messages);
    return this.answers.contextOf({ ...context, language }, { transport: 'cookie' }, request);
  }

  lead(arrival: Arrival, reply: FastifyReply): string {
    switch (arrival.kind) {
      case 'signed_in':
        this.answers.signedIn(arrival.result, reply);
        return arrival.visit.next;
      case 'second_factor_required':
        this.pending.set(reply, arrival.result.sessionToken, arrival.result.expiresInMs);
        return this.visits.places.secondFactor(arrival.visit);
      case 'handed_over':
        return handedOver(arrival.visit, arrival.code);
      case 'linked':
        return arrival.visit.next;
      case 'refused':
        return leaveVisitFor(this.visits.places, arrival.visit, arrival.code);
    }
  }
}

function handedOver({ app, next }: Visit, code: string): string {
  return app ? withParameters(app.redirectUri, { code }) : next; // only apps are handed a code
}
