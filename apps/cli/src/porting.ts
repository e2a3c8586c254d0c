import { closeSync, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { PortingReport } from '@castellan/porting';
import { PartlyDone, WrongUsage } from './failure.js';
import { reportLines } from './report-lines.js';

/** Tells what a run did, and writes it down where that was asked for. @throws PartlyDone where rows were refused */
export async function tellReport(
  report: PortingReport,
  { report: file, dryRun }: { readonly report?: string; readonly dryRun: boolean },
): Promise<void> {
  if (file !== undefined) await writeFile(file, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  process.stdout.write(reportLines(report, { dryRun, file }));
  if (report.refused.length > 0)
    throw new PartlyDone(`${String(report.refused.length)} rows were refused. Mend them there, and run it again.`);
}

export function batchSize(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 10_000) return Number(text);
  throw new WrongUsage('--batch takes a whole number from 1 to 10000.');
}

export function sourceName(text: string): string {
  if (/^[\w.-]{1,100}$/.test(text)) return text;
  throw new WrongUsage('--source-name takes 1 to 100 letters, digits and the characters _ . -');
}

/** It can be written, which is known before a run rather than after it. */
export function reportFile(file: string): string {
  try {
    closeSync(openSync(file, 'a', 0o600));
    return file;
  } catch {
    throw new WrongUsage(`${file} cannot be written.`);
  }
}

/** A file that is not there, or may not be read. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'path' in error && ['ENOENT', 'EACCES', 'EISDIR'].includes(String((error as { readonly code?: unknown }).code));
