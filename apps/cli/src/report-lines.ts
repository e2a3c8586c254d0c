import type { PortingReport } from '@castellan/porting';
import { table } from './table.js';

/** So many rows are named where no file has them all. */
const NAMED = 20;

/** What a run did, for people. */
export function reportLines(
  report: PortingReport,
  { dryRun, file }: { readonly dryRun: boolean; readonly file?: string | undefined },
): string {
  const { read, made, updated, left, refused, families, reset_needed: resetNeeded, remarks } = report;
  const sums = Object.entries({
    read,
    made,
    updated,
    left,
    'rows refused': refused.length,
    'reset needed': resetNeeded,
    remarks: remarks.length,
  });
  const parts = [
    dryRun ? 'Nothing was written: this is what a run would do.\n' : '',
    table(
      ['users', 'count'],
      sums.map(([name, count]) => [name, String(count)]),
    ),
    table(
      ['password', 'users'],
      Object.entries(families).map(([name, count]) => [name, String(count)]),
    ),
    refused.length > 0
      ? table(
          ['refused', 'why'],
          refused.slice(0, NAMED).map(({ row, reason }) => [row, reason]),
        )
      : '',
    refused.length > NAMED && file === undefined
      ? `… and ${String(refused.length - NAMED)} more: --report <file> names all of them.\n`
      : '',
  ];
  return parts.filter((part) => part !== '').join('\n');
}
