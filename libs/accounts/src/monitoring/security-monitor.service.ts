import { Clock } from '@castellan/common';
import { EphemeralStore, Jobs } from '@castellan/data';
import { INCIDENT_THRESHOLDS, SecurityIncidents } from '@castellan/log';
import type { Incident, IncidentThresholds } from '@castellan/log';
import { Notifications } from '@castellan/notifications';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { incidentText } from './incident-text.js';

const PAUSE_MS = 60_000;

/** Looks for attacks every minute, on one node, and writes one mail to the operators for each. @internal */
@Injectable()
export class SecurityMonitor implements OnModuleInit {
  private storeAwayUntil = 0;

  constructor(
    private readonly incidents: SecurityIncidents,
    private readonly notifications: Notifications,
    private readonly jobs: Jobs,
    private readonly store: EphemeralStore,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  onModuleInit(): void {
    this.notifications.whenHeld(() => this.storeAway());
    this.jobs.schedule('security-monitor', '* * * * *', async () => {
      await this.run();
    });
  }

  /** Gives the incidents that are new. */
  async run(): Promise<readonly Incident[]> {
    const { thresholds } = this;
    await this.reportFull(thresholds);
    return this.incidents.detect(thresholds, (incident) => this.tell(incident, thresholds.windowMs));
  }

  /** What this process could not keep since it looked last. */
  private async reportFull(thresholds: IncidentThresholds): Promise<void> {
    for (const [target, count] of this.store.takeFull()) {
      const incident = { kind: 'store_full', target, count } as const;
      await this.incidents.report(incident, thresholds, (raised) => this.tell(raised, thresholds.windowMs));
    }
  }

  private get thresholds(): IncidentThresholds {
    return { ...INCIDENT_THRESHOLDS, ...this.options.incidents };
  }

  /** A flood of mails that wait is one incident: looked at once a minute. */
  private async storeAway(): Promise<void> {
    const { thresholds } = this;
    if (this.clock.millis() < this.storeAwayUntil) return;
    this.storeAwayUntil = this.clock.millis() + PAUSE_MS;
    const incident = { kind: 'store_away', target: '', count: 1 } as const;
    await this.incidents.report(incident, thresholds, (raised) => this.tell(raised, thresholds.windowMs));
  }

  private async tell(incident: Incident, windowMs: number): Promise<void> {
    const to = this.options.operatorsEmail;
    if (!to) return;
    const { what, advice } = incidentText(incident, Math.round(windowMs / 60_000));
    await this.notifications.send({ to, template: 'security-incident', data: { what, advice, at: this.clock.now() } });
  }
}
