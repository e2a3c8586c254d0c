import { FIGURE_PARTS, PanelFigures } from '@castellan/panel';
import { PERMISSIONS } from '@castellan/permissions';
import type { FigurePart } from '@castellan/panel';
import type { Operator } from '@castellan/accounts';
import type { Permission } from '@castellan/permissions';
import { NOBODY, OPERATOR } from '../people/operators.js';
import type { TestApp } from '../app/test-app.js';

/** Longer than any figure is kept, however slow the machine. */
export const KEPT_MS = 11 * 60_000;
export const DAY_MS = 24 * 3_600_000;
export const PARTS = Object.keys(FIGURE_PARTS) as FigurePart[];

export const operatorWith = (permissions: readonly Permission[]): Operator => ({
  ...{ id: NOBODY, email: 'operator@example.com', isSuperuser: false, sessionId: NOBODY },
  permissions,
  context: OPERATOR,
});

/** The figures of the panel's first page, as somebody sees them who may see all. */
export class Dashboard {
  constructor(private readonly app: TestApp) {}

  /** What is kept. */
  async seen<P extends FigurePart>(part: P) {
    return this.app.get(PanelFigures).of(operatorWith(PERMISSIONS), part);
  }

  /** Counted anew, which takes eleven minutes of the clock. */
  async anew<P extends FigurePart>(part: P) {
    await this.app.advance(KEPT_MS);
    return (await this.seen(part)).figures;
  }

  /** `YYYY-MM-DD` */
  date(before = 0): string {
    return new Date(this.app.clock.millis() - before).toISOString().slice(0, 10);
  }

  get untilMidnight(): number {
    return DAY_MS - (this.app.clock.millis() % DAY_MS);
  }
}
