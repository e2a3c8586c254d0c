import { median } from './rounds.js';
import type { Figures } from './rounds.js';

interface Row {
  readonly work: string;
  readonly ms: number;
  readonly floor: { readonly name: string; readonly ms: number } | null;
  /** ms; null where there is nothing to reach. */
  readonly target: number | null;
}

const HEAD = ['work', 'CPU ms / request', 'floor', 'floor ms', 'ratio', 'target', 'reached'];

/** The figures as a Markdown table, with the targets of the architecture. */
export function table(figures: Figures, latencies: readonly number[]): string {
  const rows = rowsOf(figures, latencies).filter(({ ms }) => !Number.isNaN(ms));
  return [HEAD, HEAD.map(() => '---'), ...rows.map(cells)].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function rowsOf(figures: Figures, latencies: readonly number[]): readonly Row[] {
  const of = (name: string) => median(figures.get(name) ?? []);
  const hs256 = { name: 'bare Fastify + fast-jwt, HS256', ms: of('hs256') };
  const ed25519 = { name: 'bare Fastify + fast-jwt, Ed25519 remembered', ms: of('ed25519') };
  const hash = { name: 'one bcrypt hash, cost 10', ms: of('hash') };
  return [
    { work: '`GET me/`, bearer', ms: of('bearer'), floor: hs256, target: 0.2 },
    { work: '`GET me/`, bearer', ms: of('bearer'), floor: ed25519, target: 0.2 },
    { work: '`GET me/`, cookie', ms: of('cookie'), floor: hs256, target: 0.2 },
    { work: '`GET me/`, bearer, nothing logged', ms: of('silent'), floor: hs256, target: null },
    {
      work: '`POST refresh/`, bearer',
      ms: of('refresh'),
      floor: { name: 'bare Fastify + `UPDATE … RETURNING`', ms: of('update') },
      target: 0.8,
    },
    { work: '`POST login/`, bcrypt cost 10', ms: of('login'), floor: hash, target: hash.ms * 1.05 },
    { work: 'p99 of `me/` under logins (ms to wait)', ms: median(latencies), floor: null, target: 15 },
  ];
}

function cells({ work, ms, floor, target }: Row): readonly string[] {
  return [
    work,
    figure(ms),
    floor?.name ?? '–',
    floor ? figure(floor.ms) : '–',
    floor ? (ms / floor.ms).toFixed(2) : '–',
    target === null ? '–' : `≤ ${figure(target)}`,
    target === null ? '–' : ms <= target ? 'yes' : '**no**',
  ];
}

const figure = (ms: number): string => ms.toFixed(ms < 10 ? 3 : 1);
