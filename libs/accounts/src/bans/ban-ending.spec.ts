import type { User } from '../users/user.types.js';
import { BanEnding } from './ban-ending.service.js';

const OVER = { id: 'u', isActive: false, isBanOver: true, tokenVersion: 3 } as User;
const ENDED = { ...OVER, isActive: true, isBanOver: false };

describe(BanEnding.name, () => {
  const ended = jest.fn();
  const find = jest.fn();
  const run = (work: () => Promise<unknown>): Promise<unknown> => work();
  const bans = new BanEnding({ end: ended } as never, { find } as never, {} as never, { run } as never, {} as never);

  beforeEach(() => {
    ended.mockReset().mockResolvedValue(null); // by somebody else, or not over: no row is written here
    find.mockReset();
  });

  it('gives the user as they are after it', async () => {
    find.mockResolvedValue(ENDED);
    expect(await bans.now(OVER)).toEqual(ENDED);
  });

  it('asks nothing about who is not banned, or still is', async () => {
    const banned = { ...OVER, isBanOver: false };
    expect([await bans.now(ENDED), await bans.now(banned)]).toEqual([ENDED, banned]);
    expect([ended, find].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  });

  it.each([
    ['whose password was changed since it was proven', { ...ENDED, tokenVersion: 4 }],
    ['who is gone', null],
  ])('lets nobody in %s', async (_, found) => {
    find.mockResolvedValue(found);
    expect(await bans.now(OVER)).toBe(OVER);
  });
});
