import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { flushLogs } from '../logging/pino.js';
import type { Drain } from './drain.js';

/** npm, shells and supervisors hand on what they were told themselves: signals so close to the first, in ms, are the same stop. */
const SAME_STOP_MS = 1_000;

export interface Stop {
  readonly drain: Pick<Drain, 'begin'>;
  /** How long, in ms, everything is served on after SIGTERM, until balancers have noticed. */
  readonly delayMs: number;
  /** Ends the listening, and resolves when all that has arrived is answered and the stores are closed. */
  readonly close: () => Promise<unknown>;
}

type Process = Pick<NodeJS.Process, 'on' | 'exit'>;

/**
 * Ends the process when it is told to (docs/decisions/0176-a-stop-is-told-before-it-begins.md). An orderly end is no failure, so the exit
 * code is 0: by the signal itself, supervisors would take it for a crash. Ctrl-C, or a second SIGTERM, waits for no balancer.
 */
export function stopOnSignals({ drain, delayMs, close }: Stop, process: Process = globalThis.process): void {
  const hurry = new AbortController();
  let begunAt: number | null = null;
  process.on('SIGINT', () => tell(true));
  process.on('SIGTERM', () => tell(begunAt !== null && performance.now() - begunAt > SAME_STOP_MS));

  function tell(isUrgent: boolean): void {
    if (isUrgent) hurry.abort();
    if (begunAt !== null) return;
    begunAt = performance.now();
    drain.begin();
    void stop();
  }

  async function stop(): Promise<void> {
    await waitForBalancers(delayMs, hurry.signal);
    process.exit(await close().then(() => 0, notClosed));
  }
}

async function waitForBalancers(ms: number, hurry: AbortSignal): Promise<void> {
  if (ms === 0 || hurry.aborted) return;
  new Logger('Stop').log(`Told to stop: /readyz says so, and requests are served for another ${ms} ms. A second SIGTERM ends the wait.`);
  await sleep(ms, undefined, { signal: hurry }).catch(() => undefined); // hurried
}

function notClosed(error: unknown): number {
  new Logger('Stop').error('The end was not an orderly one', error instanceof Error ? error.stack : String(error));
  flushLogs();
  return 1;
}
