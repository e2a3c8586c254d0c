import { setTimeout as sleep } from 'node:timers/promises';
import { Jobs } from '@castellan/data';
import { DevInbox } from '@castellan/notifications';
import type { InboxMessage } from '@castellan/notifications';
import type { ModuleRef } from '@nestjs/core';
import { actor } from './actor.js';
import type { ActingOptions } from './acting-options.js';
import type { Actor } from './actor.js';
import { millisecondsIn } from './milliseconds.js';
import { refuseProduction } from './production.js';
import type { TestClock } from './test-clock.js';

/** A mail as it was delivered. */
export interface TestMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The absolute URLs in it, in order. */
  readonly links: readonly string[];
}

/** What leaves by these is what a test waits for. */
const QUEUES: ReadonlySet<string> = new Set(['mail', 'sms']);
/** Nothing is on its way for so long: nothing will come. */
const QUIET_MS = 1_500;
const PAUSE_MS = 10;

/** What a test asks of the Castellan that it runs. */
export class TestKit {
  constructor(
    private readonly clock: TestClock,
    private readonly services: ModuleRef,
  ) {}

  /** Somebody signed in, by a session of their own. @throws Error with NODE_ENV=production */
  actingAs(options: ActingOptions = {}): Promise<Actor> {
    return actor(this.services, this.clock, options);
  }

  /** The newest mail to the address, once all that was sent has arrived. @throws Error when there is none, and none is on its way */
  async lastMail(to: string): Promise<TestMail> {
    const { subject, text, html, links } = await this.last(to, 'mail', ({ channel }) => channel === 'email');
    return { to, subject: subject ?? '', text, html: html ?? '', links };
  }

  /** The newest one-time code to the address or number, by mail or SMS. @throws Error when there is none, and none is on its way */
  async lastCode(to: string): Promise<string> {
    const { code } = await this.last(to, 'code', (message) => message.code !== null);
    return code ?? '';
  }

  /**
   * Moves time on, in `500ms`, `30s`, `6m`, `12h` or `7d`: for windows, codes, links, tokens and sessions. What waits in a queue, and what
   * is done each night, keeps the machine's time. @throws Error with NODE_ENV=production
   */
  travel(spell: string): void {
    refuseProduction();
    this.clock.travel(millisecondsIn(spell));
  }

  private async last(to: string, what: string, isMeant: (message: InboxMessage) => boolean): Promise<InboxMessage> {
    const inbox = this.services.get(DevInbox, { strict: false });
    let quietSince = performance.now();
    while (performance.now() - quietSince < QUIET_MS) {
      const isOnTheWay = await this.isOnTheWay();
      const found = isOnTheWay ? undefined : (await inbox.list(to)).find(isMeant);
      if (found) return found;
      if (isOnTheWay) quietSince = performance.now();
      await sleep(PAUSE_MS);
    }
    const others = [...new Set((await inbox.list()).map((message) => message.to))];
    throw new Error(`No ${what} came to ${to}, and none is on its way. There is something for: ${others.join(', ') || 'nobody'}.`);
  }

  private async isOnTheWay(): Promise<boolean> {
    const depths = await this.services.get(Jobs, { strict: false }).depths();
    return depths.some(({ queue, state, jobs }) => QUEUES.has(queue) && state !== 'retry' && jobs > 0);
  }
}
