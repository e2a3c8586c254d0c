import { HttpException } from '@nestjs/common';
import { DomainError, domainError, Unavailable, ValidationFailed } from './errors.js';

class CardBlocked extends domainError('card_blocked', 'forbidden', 'This card is blocked.') {}

describe(DomainError.name, () => {
  it('is an exception of Nest with the status of its kind and a problem as its body', () => {
    const error = new CardBlocked();

    expect(error).toBeInstanceOf(HttpException);
    expect([error.name, error.message, error.getStatus()]).toEqual(['CardBlocked', 'This card is blocked.', 403]);
    const problem = { type: 'urn:castellan:error:card_blocked', status: 403, code: 'card_blocked', detail: 'This card is blocked.' };
    expect([error.getResponse(), error.extensions]).toEqual([problem, problem]);
  });

  it('carries in its body what it was told, by the names of the wire', () => {
    expect(new Unavailable().getResponse()).toMatchObject({ status: 503, retry_after: 2 });
    expect(new ValidationFailed({ errors: { name: ['Too long.'] } }).getResponse().errors).toEqual({ name: ['Too long.'] });
    expect(new CardBlocked({ reason: 'lost', detail: 'Ask your bank.' }).getResponse()).toMatchObject({
      reason: 'lost',
      detail: 'Ask your bank.',
    });
  });

  it('keeps its cause to itself', () => {
    const cause = new Error('connect ECONNREFUSED 10.0.0.7');
    const error = new Unavailable({ cause });

    expect(error.cause).toBe(cause);
    expect(JSON.stringify(error.getResponse())).not.toContain('10.0.0.7');
  });
});
