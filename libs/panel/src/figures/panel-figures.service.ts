import { QueueHealth } from '@castellan/data';
import type { QueueState } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { Permission } from '@castellan/permissions';
import { SourceFigures } from '@castellan/sources';
import type { SourceFigure } from '@castellan/sources';
import { demand, may } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { DailyFigures } from './daily-figures.js';
import { KeptFigures } from './kept-figures.js';
import type { Counted } from './kept-figures.js';
import { SignInFiguresReading } from './sign-in-figures.service.js';
import type { SignInFigures } from './sign-in-figures.service.js';
import { UserFiguresReading } from './user-figures.service.js';
import type { UserFigures } from './user-figures.service.js';

const TOP_SOURCES = 8;

/** The parts of the dashboard, and what operators need for each. */
export const FIGURE_PARTS = {
  users: 'users.view',
  sign_ins: 'auth_events.view',
  sources: 'sources.view',
  queues: 'jobs.view',
} as const satisfies Readonly<Record<string, Permission>>;

export type FigurePart = keyof typeof FIGURE_PARTS;

interface Figures {
  readonly users: UserFigures;
  readonly sign_ins: SignInFigures;
  /** Of the last 30 days; those with most users. */
  readonly sources: readonly SourceFigure[];
  readonly queues: readonly QueueState[];
}

/** What the panel's dashboard shows: figures only, of 30 days of UTC. They are up to half a minute old, and older where counting takes long. */
@Injectable()
export class PanelFigures {
  constructor(
    private readonly users: UserFiguresReading,
    private readonly signIns: SignInFiguresReading,
    private readonly sources: SourceFigures,
    private readonly queues: QueueHealth,
    private readonly daily: DailyFigures,
    private readonly kept: KeptFigures,
  ) {}

  /** Those that the operator may look at. */
  partsFor(operator: Operator): readonly FigurePart[] {
    return Object.entries(FIGURE_PARTS).flatMap(([part, permission]) => (may(operator, permission) ? [part as FigurePart] : []));
  }

  /** @throws PermissionDenied */
  async of<P extends FigurePart>(operator: Operator, part: P): Promise<Counted<Figures[P]>> {
    demand(operator, FIGURE_PARTS[part]);
    return this.kept.recent(`${part}:${this.daily.today}`, () => this.count(part));
  }

  private count<P extends FigurePart>(part: P): Promise<Figures[P]> {
    const counts: { readonly [Q in FigurePart]: () => Promise<Figures[Q]> } = {
      users: () => this.users.read(),
      sign_ins: () => this.signIns.read(),
      sources: () => this.sources.top({ since: this.daily.since, until: null, limit: TOP_SOURCES }),
      queues: () => this.queues.all(),
    };
    return counts[part]();
  }
}
