import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { ClientAddress } from '../client-address/client-address.js';
import type { ListenerGuard } from '../listening/listener-guard.js';
import type { MetricFamily, MetricSample } from './exposition.js';

/** Upper bounds in ms: from what the hot routes take to what a queue of hashes does. */
const BOUNDS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500] as const;
const STATUS_CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const;
const NO_ROUTE = 'none';

/** What is known of one method of one route. */
class Series {
  readonly statuses = new Float64Array(STATUS_CLASSES.length);
  /** Not cumulated: that is for whoever reads it, once a scrape rather than once a request. */
  readonly buckets = new Float64Array(BOUNDS_MS.length + 1);
  sumMs = 0;

  observe(status: number, ms: number): void {
    this.statuses[((status / 100) | 0) - 1]! += 1;
    this.sumMs += ms;
    let at = 0;
    while (at < BOUNDS_MS.length && ms > BOUNDS_MS[at]!) at += 1;
    this.buckets[at]! += 1;
  }
}

interface Wire {
  readonly guard: Pick<ListenerGuard, 'connections' | 'refusedConnections'>;
  readonly addresses: Pick<ClientAddress, 'ignoredHeaders'>;
}

/** Counts finished requests by route and status class, and how long they took. Labels are patterns of routes, never what a client sent. */
@Injectable()
export class HttpMetrics {
  private wire: Wire | null = null;
  private readonly routes = new Map<string, Map<string, Series>>();

  observe(method: string, route: string | undefined, status: number, ms: number): void {
    this.seriesOf(route ?? NO_ROUTE, method).observe(status, ms);
  }

  families(): readonly MetricFamily[] {
    return [
      { name: 'castellan_http_requests_total', help: 'Finished requests.', type: 'counter', samples: this.samples(requests) },
      {
        name: 'castellan_http_request_duration_seconds',
        help: 'How long requests took.',
        type: 'histogram',
        samples: this.samples(durations),
      },
      ...this.wireFamilies(),
    ];
  }

  /** What the metrics of the wire are read from; once. */
  watch(wire: Wire): void {
    this.wire = wire;
  }

  private wireFamilies(): readonly MetricFamily[] {
    if (!this.wire) return [];
    const { guard, addresses } = this.wire;
    return [
      single('castellan_http_connections', 'gauge', 'Open connections to the API.', guard.connections),
      single('castellan_http_connections_refused_total', 'counter', 'Connections closed unread, as too many.', guard.refusedConnections),
      single(
        'castellan_forwarded_ignored_total',
        'counter',
        'Requests whose forwarded address was not believed.',
        addresses.ignoredHeaders,
      ),
    ];
  }

  private seriesOf(route: string, method: string): Series {
    let methods = this.routes.get(route);
    if (!methods) this.routes.set(route, (methods = new Map<string, Series>()));
    let series = methods.get(method);
    if (!series) methods.set(method, (series = new Series()));
    return series;
  }

  private samples(of: (series: Series, labels: Labels) => readonly MetricSample[]): readonly MetricSample[] {
    return [...this.routes].flatMap(([route, methods]) => [...methods].flatMap(([method, series]) => of(series, { method, route })));
  }
}

function single(name: string, type: 'counter' | 'gauge', help: string, value: number): MetricFamily {
  return { name, type, help, samples: [{ value }] };
}

type Labels = Readonly<Record<string, string>>;

function requests({ statuses }: Series, labels: Labels): readonly MetricSample[] {
  return STATUS_CLASSES.map((status, at) => ({ labels: { ...labels, status }, value: statuses[at]! })).filter(({ value }) => value > 0);
}

function durations({ buckets, sumMs }: Series, labels: Labels): readonly MetricSample[] {
  let count = 0;
  const counted = [...BOUNDS_MS.map((ms) => String(ms / 1000)), '+Inf'].map((le, at) => {
    count += buckets[at]!;
    return { suffix: '_bucket', labels: { ...labels, le }, value: count };
  });
  return [...counted, { suffix: '_sum', labels, value: sumMs / 1000 }, { suffix: '_count', labels, value: count }];
}

/** Hooks the measuring in: two look-ups and three additions a request. */
export function measureRequests(instance: FastifyInstance, metrics: HttpMetrics): void {
  instance.addHook('onResponse', (request, reply, done) => {
    metrics.observe(request.method, request.is404 ? undefined : request.routeOptions.url, reply.statusCode, reply.elapsedTime);
    done();
  });
}
