import { Clock } from '@castellan/common';
import { AuthEvents } from '@castellan/log';
import type { SignInCount } from '@castellan/log';
import { Inject, Injectable } from '@nestjs/common';
import { DailyFigures } from './daily-figures.js';
import type { Day } from './daily-figures.js';
import { PANEL_OPTIONS } from '../panel.options.js';
import type { PanelOptions } from '../panel.options.js';

export interface SignInFigures {
  /** Null where events of the day are deleted by now, as `eventsRetentionMs` wants it: nobody knows. */
  readonly days: readonly Day<SignInCount | { readonly succeeded: null; readonly failed: null }>[];
}

/** How people got in at the API; the panel's own sign-ins are other events. */
@Injectable()
export class SignInFiguresReading {
  constructor(
    private readonly events: AuthEvents,
    private readonly daily: DailyFigures,
    private readonly clock: Clock,
    @Inject(PANEL_OPTIONS) private readonly options: PanelOptions,
  ) {}

  async read(): Promise<SignInFigures> {
    const keptFrom = this.clock.millis() - this.options.eventsRetentionMs;
    const days = await this.daily.lastDays('sign_ins', async (from, until) =>
      from.getTime() < keptFrom ? { succeeded: null, failed: null } : this.events.signInsBetween(from, until),
    );
    return { days };
  }
}
