import { median } from './rounds.js';
import type { Figures } from './rounds.js';
import { againstName } from './scenarios.js';

interface Row {
  readonly work: string;
  readonly ms: number;
  readonly floor: { readonly name: string; readonly ms: number } | null;
  /** How many times the floor it may be, or ms where there is none; null where there is nothing to reach. */
  readonly aim: number | null;
}

const HEAD = ['work', 'CPU ms / request', 'floor', 'floor ms', 'ratio', 'aim', 'reached'];
const COMPARED: Readonly<Record<string, string>> = {
  bearer: '`GET me/`, bearer',
  cookie: '`GET me/`, cookie',
  refresh: '`POST refresh/`, bearer',
  login: '`POST login/`, bcrypt cost 10',
  p99: 'p99 of `me/` under logins (ms to wait)',
};

/** The figures as a Markdown table, with what is aimed at. */
export function table(figures: Figures): string {
  return lines(
    HEAD,
    rowsOf(figures)
      .filter(({ ms, floor }) => !Number.isNaN(ms) && !Number.isNaN(floor?.ms))
      .map(cells),
  );
}

/** This build and the other one. The last column is the median of the rounds' own ratios, which what disturbs a round moves least. */
export function comparison(figures: Figures): string {
  const rows = Object.entries(COMPARED).flatMap(([name, work]) => {
    const [here, there] = [figures.get(name) ?? [], figures.get(againstName(name)) ?? []];
    const ratios = here.map((ms, round) => ms / there[round]!);
    return here.length > 0 ? [[work, figure(median(here)), figure(median(there)), median(ratios).toFixed(3)]] : [];
  });
  return lines(['work', 'this build', 'the other', 'this / the other'], rows);
}

function rowsOf(figures: Figures): readonly Row[] {
  const of = (name: string) => median(figures.get(name) ?? []);
  const hs256 = { name: 'bare Fastify + fast-jwt, HS256', ms: of('hs256') };
  const logged = { name: 'the same with a line of log', ms: of('logged') };
  const ed25519 = { name: 'bare Fastify + fast-jwt, Ed25519 remembered', ms: of('ed25519') };
  const update = { name: 'bare Fastify + `UPDATE … RETURNING`', ms: of('update') };
  const signed = { name: 'the same with an Ed25519 signature and a MAC', ms: of('signed') };
  return [
    { work: '`GET me/`, bearer', ms: of('bearer'), floor: hs256, aim: 1.5 },
    { work: '`GET me/`, bearer', ms: of('bearer'), floor: logged, aim: null },
    { work: '`GET me/`, bearer', ms: of('bearer'), floor: ed25519, aim: null },
    { work: '`GET me/`, cookie', ms: of('cookie'), floor: hs256, aim: 1.5 },
    { work: '`GET me/`, bearer, nothing logged', ms: of('silent'), floor: hs256, aim: null },
    { work: '`GET revocations/`, API key', ms: of('key'), floor: { name: 'the same by a token of staff', ms: of('token') }, aim: null },
    { work: '`POST refresh/`, bearer', ms: of('refresh'), floor: update, aim: 2.5 },
    { work: '`POST refresh/`, bearer', ms: of('refresh'), floor: signed, aim: null },
    { work: '`POST login/`, bcrypt cost 10', ms: of('login'), floor: { name: 'one bcrypt hash, cost 10', ms: of('hash') }, aim: 1.03 },
    { work: 'p99 of `me/` under logins (ms to wait)', ms: of('p99'), floor: null, aim: 3 },
  ];
}

function cells({ work, ms, floor, aim }: Row): readonly string[] {
  const ratio = floor && ms / floor.ms;
  const reached = (ratio ?? ms) <= (aim ?? 0) ? 'yes' : '**no**';
  return [
    work,
    figure(ms),
    floor?.name ?? '–',
    floor ? figure(floor.ms) : '–',
    ratio?.toFixed(2) ?? '–',
    aim === null ? '–' : `≤ ${aim}`,
    aim === null ? '–' : reached,
  ];
}

function lines(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

const figure = (ms: number): string => ms.toFixed(ms < 10 ? 3 : 1);
