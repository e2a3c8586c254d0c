import type { INestApplicationContext } from '@nestjs/common';
import type { ActingOptions } from './acting-options.js';
import type { Actor } from './actor.js';
import { soleKit } from './kit-clock.js';
import { kitOf } from './kit-of.js';
import type { TestMail } from './test-kit.js';

/** Somebody signed in at this application, by a session of their own; `headers` are those of their requests. */
export const actingAs = (app: Pick<INestApplicationContext, 'get'>, options: ActingOptions = {}): Promise<Actor> =>
  kitOf(app).actingAs(options);

/** The newest mail to the address, once all that was sent has arrived. @throws Error when there is none, and none is on its way */
export const lastMail = (to: string): Promise<TestMail> => soleKit().lastMail(to);

/** The newest one-time code to the address or number, by mail or SMS. @throws Error when there is none, and none is on its way */
export const lastCode = (to: string): Promise<string> => soleKit().lastCode(to);

/**
 * Moves time on, in `500ms`, `30s`, `6m`, `12h` or `7d`: for windows, codes, links, tokens and sessions. What waits in a queue, and what is
 * done each night, keeps the machine's time.
 */
export const travel = (spell: string): void => soleKit().travel(spell);
