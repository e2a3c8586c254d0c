import type { Footprint } from '../footprint.js';
import { median } from '../rounds.js';
import type { Figures } from '../rounds.js';

interface Row {
  readonly work: string;
  readonly castellan: number;
  readonly peer: number;
}

const HEAD = ['work', 'Castellan', 'better-auth', 'better-auth : Castellan'];

/** Castellan and better-auth side by side, as a Markdown table; empty when neither was measured. */
export function peersTable(figures: Figures, footprints: readonly Footprint[]): string {
  const rows = [...work(figures), ...starts(footprints)].filter(({ castellan, peer }) => Number.isFinite(castellan + peer));
  if (rows.length === 0) return '';
  const cells = rows.map(({ work, castellan, peer }) => [work, figure(castellan), figure(peer), (peer / castellan).toFixed(2)]);
  return [HEAD, HEAD.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/** CPU ms for each request. */
function work(figures: Figures): readonly Row[] {
  const of = (name: string) => median(figures.get(name) ?? []);
  return [
    { work: 'who am I, session cookie (CPU ms)', castellan: of('cookie'), peer: of('peer-me') },
    { work: 'the same, its joins turned on', castellan: of('cookie'), peer: of('peer-joined') },
    { work: 'the same, its cookie cache turned on, which no sign-out reaches', castellan: of('cookie'), peer: of('peer-cached') },
    { work: 'refresh; the peer moves the end and rotates nothing (CPU ms)', castellan: of('refresh'), peer: of('peer-refresh') },
    { work: 'sign-in, both bcrypt at cost 10 (CPU ms)', castellan: of('login'), peer: of('peer-login') },
    { work: 'sign-in, the peer with its own scrypt (CPU ms)', castellan: of('login'), peer: of('peer-scrypt') },
  ];
}

function starts([castellan, peer]: readonly Footprint[]): readonly Row[] {
  if (!castellan || !peer) return [];
  const row = (work: string, name: keyof Footprint): Row => ({ work, castellan: castellan[name], peer: peer[name] });
  return [
    row('first start, until somebody has signed up (ms)', 'firstStart'),
    row('later start, until the first answer to who am I (ms)', 'laterStart'),
    row('memory when idle (MB)', 'idle'),
    row('memory after load (MB)', 'loaded'),
  ];
}

const figure = (value: number): string => value.toFixed(value < 10 ? 3 : value < 200 ? 1 : 0);
