import { performance } from 'node:perf_hooks';
import type { MetricFamily } from './exposition.js';

let lastLoop = performance.eventLoopUtilization();

/** The process itself, by the names that dashboards know from `prom-client`; nothing is measured between two scrapes. */
export function processFamilies(): readonly MetricFamily[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return [
    counter('process_cpu_seconds_total', 'CPU time, all threads.', (user + system) / 1e6),
    gauge('process_resident_memory_bytes', 'Resident memory.', rss),
    gauge('process_start_time_seconds', 'When the process started.', performance.timeOrigin / 1000),
    gauge('nodejs_heap_size_used_bytes', 'Heap in use.', heapUsed),
    gauge('nodejs_external_memory_bytes', 'Memory outside of the heap.', external),
    gauge('nodejs_eventloop_utilization', 'How much of the time since the last scrape the event loop was busy, 0 to 1.', loopUtilization()),
  ];
}

function loopUtilization(): number {
  const now = performance.eventLoopUtilization();
  const { utilization } = performance.eventLoopUtilization(now, lastLoop);
  lastLoop = now;
  return utilization;
}

function counter(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'counter', samples: [{ value }] };
}

function gauge(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'gauge', samples: [{ value }] };
}
