import { EventIds } from './event-id.js';

describe(EventIds.name, () => {
  it('are UUIDs of version 7 that begin with the moment', () => {
    expect(new EventIds().next(0x0123456789ab)).toMatch(/^01234567-89ab-7000-8000-[0-9a-f]{12}$/);
  });

  it('keep their order within one moment, and when the clock is set back', () => {
    const ids = new EventIds();
    const made = Array.from({ length: 20_000 }, (_, n) => ids.next(n < 10_000 ? 1_000_000 : 999_999));

    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });
});
