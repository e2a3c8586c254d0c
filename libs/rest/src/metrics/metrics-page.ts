import { Jobs } from '@castellan/data';
import type { QueueDepth } from '@castellan/data';
import { AuthEvents, SecurityIncidents } from '@castellan/log';
import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { Refusals } from '../logging/refusals.js';
import { within } from '../health/within.js';
import { exposition } from './exposition.js';
import type { MetricFamily } from './exposition.js';
import { HttpMetrics } from './http-metrics.js';
import { processFamilies } from './process-metrics.js';

const QUEUES_TIMEOUT_MS = 1_000;

/** Everything this process tells of itself. Names and labels are documented in docs/reference/metrics.md; none names a person or an address. */
@Injectable()
export class MetricsPage {
  constructor(
    private readonly events: AuthEvents,
    private readonly incidents: SecurityIncidents,
    private readonly jobs: Jobs,
    private readonly http: HttpMetrics,
    private readonly refusals: Refusals,
    private readonly notifications: Notifications,
  ) {}

  async render(): Promise<string> {
    const depths = await within(QUEUES_TIMEOUT_MS, this.jobs.depths()).catch(() => null);
    return exposition([
      ...this.http.families(),
      ...this.refusals.families(),
      ...this.eventFamilies(),
      this.mails(),
      ...queueFamilies(depths),
      ...processFamilies(),
    ]);
  }

  private eventFamilies(): readonly MetricFamily[] {
    const { waiting, dropped } = this.events.backlog();
    const events = this.events.counts().map(({ event, status, count }) => ({ labels: { event, status }, value: count }));
    const incidents = [...this.incidents.counts()].map(([kind, value]) => ({ labels: { kind }, value }));
    return [
      { name: 'castellan_auth_events_total', help: 'Attempts by event and status.', type: 'counter', samples: events },
      { name: 'castellan_auth_events_waiting', help: 'Events not written yet.', type: 'gauge', samples: [{ value: waiting }] },
      {
        name: 'castellan_auth_events_dropped_total',
        help: 'Events lost because the database was away for too long.',
        type: 'counter',
        samples: [{ value: dropped }],
      },
      { name: 'castellan_security_incidents_total', help: 'Incidents raised by this process.', type: 'counter', samples: incidents },
    ];
  }

  private mails(): MetricFamily {
    const samples = [...this.notifications.mailCounts()].map(([outcome, value]) => ({ labels: { outcome }, value }));
    return { name: 'castellan_mails_total', help: 'What became of mails, or of one try to send one.', type: 'counter', samples };
  }
}

/** Without the database there are no depths: their absence and `castellan_database_up` say so. */
function queueFamilies(depths: readonly QueueDepth[] | null): readonly MetricFamily[] {
  const samples = (depths ?? []).map(({ queue, state, jobs }) => ({ labels: { queue, state }, value: jobs }));
  return [
    { name: 'castellan_database_up', help: 'Whether the database answers.', type: 'gauge', samples: [{ value: depths ? 1 : 0 }] },
    { name: 'castellan_queue_jobs', help: 'Jobs that wait or are at work; of a queue .dead, those given up.', type: 'gauge', samples },
  ];
}
