import { AccessTesting } from '@castellan/access/testing';
import { whatOrdersAnswers } from '../../support/examples/tested-service.js';

describe(AccessTesting.name, () => {
  it('signs in at a service with the guard alone, as the guide shows', async () => {
    expect(await whatOrdersAnswers()).toEqual([200, 403, 401]);
  });
});
