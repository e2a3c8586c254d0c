import type { Arrival, SignInContext, Visit } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignInAnswers } from '../accounts/sign-in-answers.js';
import { PendingCookie } from '../cookies/pending-cookie.js';
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
  ) {}

  /** A browser comes back, and its session will be one by cookies. */
  contextOf(context: RequestContext, request: FastifyRequest): SignInContext {
    return this.answers.contextOf(context, { transport: 'cookie' }, request);
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
