import { performance } from 'node:perf_hooks';
import type { Registry } from 'prom-client';
import { readAtScrape } from './read-at-scrape.js';

/** The process itself, by the names that dashboards know. The defaults of `prom-client` are many more, and watch the loop all the time. */
export function tellProcess(registry: Registry): void {
  readAtScrape(registry, [
    { type: 'counter', name: 'process_cpu_seconds_total', help: 'CPU time, all threads.', read: cpuSeconds },
    { type: 'gauge', name: 'process_resident_memory_bytes', help: 'Resident memory.', read: () => process.memoryUsage.rss() },
    {
      type: 'gauge',
      name: 'process_start_time_seconds',
      help: 'When the process started.',
      read: () => performance.timeOrigin / 1000,
    },
    { type: 'gauge', name: 'nodejs_heap_size_used_bytes', help: 'Heap in use.', read: () => process.memoryUsage().heapUsed },
    {
      type: 'gauge',
      name: 'nodejs_external_memory_bytes',
      help: 'Memory outside of the heap.',
      read: () => process.memoryUsage().external,
    },
    {
      type: 'gauge',
      name: 'nodejs_eventloop_utilization',
      help: 'How much of the time since the last scrape the event loop was busy, 0 to 1.',
      read: loopUtilization(),
    },
  ]);
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function loopUtilization(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
