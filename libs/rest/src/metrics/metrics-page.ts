import { Jobs } from '@castellan/data';
import type { QueueDepth } from '@castellan/data';
import { AuthEvents, SecurityIncidents } from '@castellan/log';
import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';
import { within } from '../health/within.js';
import { tellProcess } from './process-metrics.js';
import { readAtScrape, type Reading, type ReadMetric } from './read-at-scrape.js';

const QUEUES_TIMEOUT_MS = 1_000;

/** Everything this process tells of itself. Names and labels are documented in docs/reference/metrics.md; none names a person or an address. */
@Injectable()
export class MetricsPage {
  /** Null without the database. */
  private depths: readonly QueueDepth[] | null = null;

  constructor(
    private readonly events: AuthEvents,
    private readonly incidents: SecurityIncidents,
    private readonly jobs: Jobs,
    private readonly notifications: Notifications,
    private readonly registry: Registry,
  ) {
    readAtScrape(registry, [...this.eventMetrics(), this.mails(), ...this.queueMetrics()]);
    tellProcess(registry);
  }

  /** In the text format of Prometheus. */
  async render(): Promise<string> {
    this.depths = await within(QUEUES_TIMEOUT_MS, this.jobs.depths()).catch(() => null);
    return this.registry.metrics();
  }

  private eventMetrics(): readonly ReadMetric[] {
    const { events, incidents } = this;
    return [
      {
        type: 'counter',
        name: 'castellan_auth_events_total',
        help: 'Attempts by event and status.',
        labelNames: ['event', 'status'],
        read: () => events.counts().map(({ event, status, count }) => [{ event, status }, count]),
      },
      { type: 'gauge', name: 'castellan_auth_events_waiting', help: 'Events not written yet.', read: () => events.backlog().waiting },
      {
        type: 'counter',
        name: 'castellan_auth_events_dropped_total',
        help: 'Events lost because the database was away for too long.',
        read: () => events.backlog().dropped,
      },
      {
        type: 'counter',
        name: 'castellan_security_incidents_total',
        help: 'Incidents raised by this process.',
        labelNames: ['kind'],
        read: () => by('kind', incidents.counts()),
      },
    ];
  }

  private mails(): ReadMetric {
    return {
      type: 'counter',
      name: 'castellan_mails_total',
      help: 'What became of mails, or of one try to send one.',
      labelNames: ['outcome'],
      read: () => by('outcome', this.notifications.mailCounts()),
    };
  }

  /** Without the database there are no depths: their absence and `castellan_database_up` say so. */
  private queueMetrics(): readonly ReadMetric[] {
    return [
      { type: 'gauge', name: 'castellan_database_up', help: 'Whether the database answers.', read: () => (this.depths ? 1 : 0) },
      {
        type: 'gauge',
        name: 'castellan_queue_jobs',
        help: 'Jobs that wait or are at work; of a queue .dead, those given up.',
        labelNames: ['queue', 'state'],
        read: () => (this.depths ?? []).map(({ queue, state, jobs }) => [{ queue, state }, jobs]),
      },
    ];
  }
}

function by(label: string, counts: ReadonlyMap<string, number>): readonly Reading[] {
  return [...counts].map(([name, count]) => [{ [label]: name }, count]);
}
