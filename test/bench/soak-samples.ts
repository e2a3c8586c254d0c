import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Cluster } from '../support/cluster/cluster.js';
import type { ClusterNode } from '../support/cluster/node.js';

/** What is looked at of each node. */
export const GAUGES: Readonly<Record<string, string>> = {
  rss: 'resident memory, MB',
  heap: 'heap in use, MB',
  external: 'memory outside of the heap, MB',
  handles: 'open files',
  sockets: 'of them sockets',
  remembered: 'entries of caches',
};

export interface Sample {
  readonly atMs: number;
  readonly nodes: readonly Readonly<Record<string, number>>[];
}

export async function sample(cluster: Cluster, atMs: number): Promise<Sample> {
  return { atMs, nodes: await Promise.all(cluster.nodes.map(sampleOf)) };
}

const MB = 1024 * 1024;

async function sampleOf({ process: { pid }, metricsPort }: ClusterNode): Promise<Readonly<Record<string, number>>> {
  const page = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const metric = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(page)?.[1]);
  const files = readdirSync(`/proc/${pid}/fd`).map((file) => target(`/proc/${pid}/fd/${file}`));
  return {
    rss: (Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / MB,
    heap: metric('nodejs_heap_size_used_bytes') / MB,
    external: metric('nodejs_external_memory_bytes') / MB,
    handles: files.length,
    sockets: files.filter((file) => file.startsWith('socket:')).length,
    remembered: [...page.matchAll(/^castellan_cache_entries\S* (\S+)$/gm)].reduce((sum, [, entries]) => sum + Number(entries), 0),
  };
}

/** Empty for one that was closed meanwhile. */
function target(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
