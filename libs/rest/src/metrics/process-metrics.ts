import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { readAtScrape } from './read-at-scrape.js';

let shared: Registry | undefined;

/**
 * The process itself, by the names that dashboards know: the defaults of `prom-client`, and what was built. There is one for all apps of a
 * process, made when it is asked for: what watches the event loop and the garbage collector there can never be stopped again.
 */
export function processMetrics(): Registry {
  return (shared ??= tellProcess(new Registry()));
}

function tellProcess(registry: Registry): Registry {
  collectDefaultMetrics({ register: registry });
  const build = { version: versionAbove(import.meta.dirname), node: process.versions.node };
  readAtScrape(registry, [
    {
      type: 'gauge',
      name: 'nodejs_eventloop_utilization',
      help: 'How much of the time since the last scrape the event loop was busy, 0 to 1.',
      read: loopUtilization(),
    },
    {
      type: 'gauge',
      name: 'castellan_build_info',
      help: 'What runs; its value is 1.',
      labelNames: ['version', 'node'],
      read: () => [[build, 1]],
    },
  ]);
  return registry;
}

/** Of the `package.json` above, wherever the build has put this file: all packages have one version. */
function versionAbove(directory: string): string {
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return versionAbove(dirname(directory));
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }; // npm demands one
  return manifest.version;
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
