import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Drain } from './drain.js';
import { stopOnSignals } from './stop-on-signals.js';

const NEVER_MS = 2_000_000_000;

function aProcess(delayMs: number, close = (): Promise<void> => Promise.resolve()) {
  const process = Object.assign(new EventEmitter(), { exit: jest.fn<never, [number]>() });
  const [drain, closed] = [new Drain(), jest.fn(close)];
  stopOnSignals({ drain, delayMs, close: closed }, process as unknown as NodeJS.Process);
  const told = async (signal: NodeJS.Signals): Promise<void> => {
    process.emit(signal);
    await turn();
    await turn();
  };
  return { drain, closed, exit: process.exit, told };
}

describe(stopOnSignals.name, () => {
  let now: jest.SpyInstance<number>;
  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => (now = jest.spyOn(performance, 'now').mockReturnValue(0)));
  afterEach(() => now.mockRestore());

  it('serves on after SIGTERM, and is known to be about to end', async () => {
    const { drain, closed, told } = aProcess(NEVER_MS);
    expect(drain.hasBegun).toBe(false);
    await told('SIGTERM');
    expect([drain.hasBegun, closed.mock.calls.length]).toEqual([true, 0]);
    await told('SIGINT');
  });

  it('takes what npm and supervisors hand on for the same stop, and what comes later for a wish to end now', async () => {
    const { closed, exit, told } = aProcess(NEVER_MS);
    await told('SIGTERM');
    now.mockReturnValue(900);
    await told('SIGTERM');
    expect(closed).not.toHaveBeenCalled();
    now.mockReturnValue(1_100);
    await told('SIGTERM');
    expect([closed.mock.calls.length, exit.mock.calls]).toEqual([1, [[0]]]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends at once by %s where nothing is waited for, and closes once', async (signal) => {
    const { closed, exit, told } = aProcess(signal === 'SIGINT' ? NEVER_MS : 0);
    await told(signal);
    await told('SIGTERM');
    await told('SIGINT');
    expect([closed.mock.calls.length, exit.mock.calls]).toEqual([1, [[0]]]);
  });

  it('fails where something did not close', async () => {
    const { exit, told } = aProcess(0, () => Promise.reject(new Error('It hangs.')));
    await told('SIGTERM');
    expect(exit).toHaveBeenCalledWith(1);
  });
});
