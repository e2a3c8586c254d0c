import { readFile } from 'node:fs/promises';
import type { AuditCheckpoint, AuditFault, AuditVerdict } from '@castellan/log';
import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { Refusal, WrongUsage } from '../failure.js';

interface Options {
  readonly checkpoint?: string;
}

const PROBLEMS: Readonly<Record<AuditFault['problem'], (seq: number) => string>> = {
  altered: (seq) => `Row ${seq} is not as it was signed: it was altered, inserted or moved.`,
  missing: (seq) => `Row ${seq} is missing.`,
  unknown_key: (seq) => `Row ${seq} was signed with a secret that is not configured. Was the old one put in SECRET_KEY_FALLBACKS?`,
  head: (seq) => `What is noted about the end of the log is not true: the last row is ${seq}, and rows behind it may be missing.`,
  checkpoint: (seq) => `Row ${seq} is not the one that the checkpoint saw: the log was written anew.`,
};

export function auditVerify(): Command {
  const command = new Command('verify')
    .summary('look for altered, inserted and missing rows')
    .description('Goes through the whole audit log and names the first row that does not hold. Exit code 1 when there is one.')
    .option('--checkpoint <file>', 'what `castellan audit checkpoint` printed: the log must hold up to it, too')
    .action(verify);
  return withExamples(command, 'castellan audit verify', 'castellan audit verify --checkpoint /mnt/elsewhere/audit.json');
}

async function verify({ checkpoint: file }: Options): Promise<void> {
  const checkpoint = file === undefined ? null : await readCheckpoint(file);
  const { withCastellan } = await import('../with-castellan.js');
  const verdict = await withCastellan((castellan) => castellan.audit.verify(checkpoint));
  process.stdout.write(told(verdict));
  if (verdict.fault) throw new Refusal('The audit log does not hold.');
}

function told({ rows, fault }: AuditVerdict): string {
  if (fault) return `${PROBLEMS[fault.problem](fault.seq)}\n`;
  return rows === 0 ? 'The audit log is empty.\n' : `The audit log holds: ${rows} rows.\n`;
}

async function readCheckpoint(file: string): Promise<AuditCheckpoint> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new WrongUsage(`${file} cannot be read.`);
  });
  const parsed = parse(text);
  if (!isCheckpoint(parsed)) throw new WrongUsage(`${file} is not what castellan audit checkpoint prints.`);
  return parsed;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isCheckpoint(value: unknown): value is AuditCheckpoint {
  if (typeof value !== 'object' || value === null) return false;
  const { seq, mac } = value as Partial<Record<'seq' | 'mac', unknown>>;
  return Number.isSafeInteger(seq) && (seq === 0 ? mac === null : typeof mac === 'string' && /^[0-9a-f]{64}$/.test(mac));
}
