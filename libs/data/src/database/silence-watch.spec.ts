import { OpenConnections } from './open-connections.js';
import { SilenceWatch } from './silence-watch.js';

const TICK_MS = 250;

describe(SilenceWatch.name, () => {
  const connections = new OpenConnections();
  const knocks: { isAnswered: boolean; giveUp: jest.Mock }[] = [];
  let cut: jest.SpyInstance;
  let haveHeard: jest.SpyInstance;
  let watch: SilenceWatch;
  const ticks = (count: number): void => jest.advanceTimersByTime(count * TICK_MS);

  beforeEach(() => {
    jest.useFakeTimers();
    knocks.length = 0;
    connections.allow();
    cut = jest.spyOn(connections, 'cut');
    haveHeard = jest.spyOn(connections, 'haveHeard').mockReturnValue(true);
    const makeKnock = () => knocks[knocks.push({ isAnswered: false, giveUp: jest.fn() }) - 1]!;
    watch = new SilenceWatch(connections, makeKnock).start();
  });
  afterEach(() => {
    watch.stop();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('asks nobody while something is heard', () => {
    ticks(40);
    expect([knocks.length, cut.mock.calls.length]).toEqual([0, 0]);
  });

  it('gives up within two seconds of the last byte, and lets nobody connect until a knock is answered', () => {
    haveHeard.mockReturnValue(false);
    ticks(6);
    expect([cut.mock.calls.length, connections.isSilent]).toEqual([1, true]);
    ticks(20);
    expect([cut.mock.calls.length, connections.isSilent]).toEqual([1, true]);
    knocks.at(-1)!.isAnswered = true;
    ticks(1);
    expect(connections.isSilent).toBe(false);
    for (const knock of knocks) expect(knock.giveUp).toHaveBeenCalled();
  });

  it('is told by an answer that takes longer than the first knock waited, and keeps no more than some waiting', () => {
    haveHeard.mockReturnValue(false);
    ticks(6);
    const slow = knocks.at(-1)!;
    ticks(16);
    expect(slow.giveUp).not.toHaveBeenCalled();
    slow.isAnswered = true;
    ticks(1);
    expect(connections.isSilent).toBe(false);

    ticks(400);
    expect(knocks.filter(({ giveUp }) => giveUp.mock.calls.length === 0).length).toBeLessThanOrEqual(10);
  });

  it('takes no answer to what it gave up on: a knock from before the cut ends no session that was left', () => {
    haveHeard.mockReturnValue(false);
    ticks(6);
    expect(knocks[0]!.giveUp).toHaveBeenCalled();
    knocks[0]!.isAnswered = true;
    ticks(8);
    expect(connections.isSilent).toBe(true);
  });

  it('lets long statements go on while knocks are answered, or a byte comes', () => {
    haveHeard.mockReturnValue(false);
    for (let second = 0; second < 30; second++) {
      ticks(3);
      if (knocks.length > 0) knocks.at(-1)!.isAnswered = true;
      ticks(1);
    }
    haveHeard.mockReturnValueOnce(true);
    ticks(5);
    expect(cut).not.toHaveBeenCalled();
  });
});
