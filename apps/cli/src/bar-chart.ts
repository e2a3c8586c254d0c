import { fitted, padded, widthOf } from './cells.js';

const GAP = '  ';
/** A bar ends in eighths of a column. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

export interface Bar {
  readonly label: string;
  readonly value: number;
}

export interface ChartSpace {
  /** Columns there are. */
  readonly columns: number;
  /** Draw with `#` only. */
  readonly isPlain: boolean;
}

/** How much of a line a label may take: 30 columns of 80. */
export const labelColumns = (columns: number): number => Math.floor((columns * 3) / 8);

/** One line a bar: label, bar, value. The largest takes all the room there is, and no bar above zero vanishes. */
export function barChart(bars: readonly Bar[], { columns, isPlain }: ChartSpace): string {
  const labels = bars.map(({ label }) => fitted(label, labelColumns(columns)));
  const [labelWidth, largest] = [Math.max(0, ...labels.map(widthOf)), Math.max(1, ...bars.map(({ value }) => value))];
  const room = Math.max(1, columns - labelWidth - String(largest).length - GAP.length - 1);
  const draw = isPlain ? hashes : blocks;
  return bars.map(({ value }, at) => `${padded(labels[at]!, labelWidth)}${GAP}${draw((value / largest) * room)} ${value}\n`).join('');
}

function blocks(length: number): string {
  const eighths = length === 0 ? 0 : Math.max(1, Math.round(length * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}

function hashes(length: number): string {
  return '#'.repeat(length === 0 ? 0 : Math.max(1, Math.round(length)));
}
