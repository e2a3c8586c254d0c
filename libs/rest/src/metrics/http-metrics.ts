import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Counter, Histogram, Registry } from 'prom-client';
import type { ClientAddress } from '../client-address/client-address.js';
import type { ListenerGuard } from '../listening/listener-guard.js';
import { readAtScrape } from './read-at-scrape.js';

/** Upper bounds in seconds: from what the hot routes take to what a queue of hashes does. */
const BOUNDS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const NO_ROUTE = 'none';

interface Wire {
  readonly guard: Pick<ListenerGuard, 'connections' | 'refusedConnections'>;
  readonly addresses: Pick<ClientAddress, 'ignoredHeaders'>;
}

/** Counts finished requests by route and status class, and how long they took. Labels are patterns of routes, never what a client sent. */
@Injectable()
export class HttpMetrics {
  private readonly requests: Counter<'method' | 'route' | 'status'>;
  private readonly durations: Histogram<'method' | 'route'>;

  constructor(private readonly registry: Registry) {
    const registers = [registry];
    const labelNames = ['method', 'route'] as const;
    this.requests = new Counter({
      name: 'castellan_http_requests_total',
      help: 'Finished requests.',
      labelNames: [...labelNames, 'status'],
      registers,
    });
    this.durations = new Histogram({
      name: 'castellan_http_request_duration_seconds',
      help: 'How long requests took.',
      labelNames,
      buckets: BOUNDS_S,
      registers,
    });
  }

  observe(method: string, route: string = NO_ROUTE, status: number, ms: number): void {
    this.requests.inc({ method, route, status: `${Math.trunc(status / 100)}xx` });
    this.durations.observe({ method, route }, ms / 1000);
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

/** Hooks the measuring in: a counter and a histogram a request. */
export function measureRequests(instance: FastifyInstance, metrics: HttpMetrics): void {
  instance.addHook('onResponse', (request, reply, done) => {
    metrics.observe(request.method, request.is404 ? undefined : request.routeOptions.url, reply.statusCode, reply.elapsedTime);
    done();
  });
}
