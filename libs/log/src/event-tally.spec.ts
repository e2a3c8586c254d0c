import { EventTally } from './event-tally.js';

describe(EventTally.name, () => {
  it('tells of every event from zero on, so that the first of a kind is seen to come', () => {
    const tally = new EventTally();
    expect(tally.all()).toContainEqual({ event: 'passkey_counter', status: 'failure', count: 0 });

    tally.count('passkey_counter', 'failure');

    expect(tally.all()).toContainEqual({ event: 'passkey_counter', status: 'failure', count: 1 });
    expect(tally.all().filter(({ count }) => count > 0)).toHaveLength(1);
  });
});
