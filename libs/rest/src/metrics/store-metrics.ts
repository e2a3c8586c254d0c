import { Connections, EphemeralStore, Jobs, RevocationBus, type ConnectionUse, type QueueDepth } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Questions } from '../health/questions.js';
import { readAtScrape, readHistograms, type Reading, type ReadMetric } from './read-at-scrape.js';

/** The stores as this process meets them: whether they answer, its connections, its queues, and how revocations travel. */
@Injectable()
export class StoreMetrics {
  /** Null without the database. */
  private depths: readonly QueueDepth[] | null = null;
  private hasRedis = false;
  private readonly questions = new Questions();

  constructor(
    registry: Registry,
    private readonly jobs: Jobs,
    private readonly connections: Connections,
    private readonly ephemeral: EphemeralStore,
    private readonly bus: RevocationBus,
  ) {
    readAtScrape(registry, [...this.answers(), ...this.pools(), ...this.queues(), ...this.revocations()]);
    readHistograms(registry, [
      {
        name: 'castellan_revocation_lag_seconds',
        help: 'From the sending of a revocation, on any node, until this one had applied it.',
        read: () => (bus.health ? [[{}, bus.health.lag]] : []),
      },
    ]);
  }

  /** Asks the stores; what they say is what is read next. */
  async look(): Promise<void> {
    [this.depths, this.hasRedis] = await Promise.all([
      this.questions.ask('jobs', () => this.jobs.depths()).catch(() => null),
      this.questions
        .ask('store', () => this.ephemeral.ping())
        .then(
          () => true,
          () => false,
        ),
    ]);
  }

  private answers(): readonly ReadMetric[] {
    return [
      { type: 'gauge', name: 'castellan_database_up', help: 'Whether the database answers.', read: () => (this.depths ? 1 : 0) },
      {
        type: 'gauge',
        name: 'castellan_redis_up',
        help: 'Whether Redis answers; absent where none is used.',
        read: () => (this.ephemeral.isShared ? [[{}, this.hasRedis ? 1 : 0]] : []),
      },
    ];
  }

  private pools(): readonly ReadMetric[] {
    const each = (of: (use: ConnectionUse) => number) => () => this.connections.use().map((use): Reading => [{ pool: use.pool }, of(use)]);
    return [
      {
        type: 'gauge',
        name: 'castellan_database_connections',
        help: 'Open connections of the pool.',
        labelNames: ['pool', 'state'],
        read: () =>
          this.connections.use().flatMap(({ pool, idle, used }): readonly Reading[] => [
            [{ pool, state: 'idle' }, idle],
            [{ pool, state: 'used' }, used],
          ]),
      },
      {
        type: 'gauge',
        name: 'castellan_database_connections_max',
        help: 'How many connections the pool may open.',
        labelNames: ['pool'],
        read: each(({ max }) => max),
      },
      {
        type: 'gauge',
        name: 'castellan_database_connections_waiting',
        help: 'Work that waits for a connection of the pool.',
        labelNames: ['pool'],
        read: each(({ waiting }) => waiting),
      },
    ];
  }

  /** Without the database there are no depths: their absence and `castellan_database_up` say so. */
  private queues(): readonly ReadMetric[] {
    return [
      {
        type: 'gauge',
        name: 'castellan_queue_jobs',
        help: 'Jobs that wait or are at work; of a queue .dead, those given up.',
        labelNames: ['queue', 'state'],
        read: () => (this.depths ?? []).map(({ queue, state, jobs }) => [{ queue, state }, jobs]),
      },
      {
        type: 'gauge',
        name: 'castellan_queue_oldest_seconds',
        help: 'How long the oldest job that is due has waited, or been worked on.',
        labelNames: ['queue', 'state'],
        read: () =>
          (this.depths ?? []).flatMap(({ queue, state, oldestSeconds }): readonly Reading[] =>
            oldestSeconds === null ? [] : [[{ queue, state }, oldestSeconds]],
          ),
      },
    ];
  }

  private revocations(): readonly ReadMetric[] {
    return [
      {
        type: 'gauge',
        name: 'castellan_revocation_heartbeat_age_seconds',
        help: 'Since the sending of the last heartbeat that came back; above 0.8 no cached session is believed.',
        read: () => (this.bus.health ? [[{}, this.bus.health.heartbeatAge]] : []),
      },
    ];
  }
}
