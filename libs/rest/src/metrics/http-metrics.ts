import { Distribution } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import type { ClientAddress } from '../client-address/client-address.js';
import type { ListenerGuard } from '../listening/listener-guard.js';
import { readAtScrape, readHistograms } from './read-at-scrape.js';

const NO_ROUTE = 'none';
/** Of which somebody may have sent any; by the word of OpenTelemetry's conventions for HTTP. */
const OTHER_METHOD = '_OTHER';
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

interface Wire {
  readonly guard: Pick<ListenerGuard, 'connections' | 'refusedConnections'>;
  readonly addresses: Pick<ClientAddress, 'ignoredHeaders'>;
}

interface Durations {
  readonly labels: { readonly method: string; readonly route: string; readonly status_code: string };
  readonly seconds: Distribution;
}

/**
 * Counts finished requests and how long they took. Labels are methods that have routes, patterns of routes, and statuses that we answer:
 * never what a client sent, so there are only so many.
 */
@Injectable()
export class HttpMetrics {
  private readonly durations = new Map<string, Durations>();

  constructor(private readonly registry: Registry) {
    readHistograms(registry, [
      {
        name: 'http_request_duration_seconds',
        help: 'How long requests took.',
        labelNames: ['method', 'route', 'status_code'],
        read: () => [...this.durations.values()].map(({ labels, seconds }) => [labels, seconds]),
      },
    ]);
  }

  observe(sent: string, route: string = NO_ROUTE, status: number, ms: number): void {
    const method = METHODS.has(sent) ? sent : OTHER_METHOD;
    const key = `${method} ${route} ${status}`;
    let known = this.durations.get(key);
    if (!known) this.durations.set(key, (known = { labels: { method, route, status_code: String(status) }, seconds: new Distribution() }));
    known.seconds.observe(ms / 1000);
  }

  /** What the metrics of the wire are read from; once. */
  watch({ guard, addresses }: Wire): void {
    readAtScrape(this.registry, [
      { type: 'gauge', name: 'castellan_http_connections', help: 'Open connections to the API.', read: () => guard.connections },
      {
        type: 'counter',
        name: 'castellan_http_connections_refused_total',
        help: 'Connections closed unread, as too many.',
        read: () => guard.refusedConnections,
      },
      {
        type: 'counter',
        name: 'castellan_forwarded_ignored_total',
        help: 'Requests whose forwarded address was not believed.',
        read: () => addresses.ignoredHeaders,
      },
    ]);
  }
}

/** Hooks the measuring in. */
export function measureRequests(instance: FastifyInstance, metrics: HttpMetrics): void {
  instance.addHook('onResponse', (request, reply, done) => {
    metrics.observe(request.method, request.is404 ? undefined : request.routeOptions.url, reply.statusCode, reply.elapsedTime);
    done();
  });
}
