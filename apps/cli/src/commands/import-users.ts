import { open } from 'node:fs/promises';
import { Command } from 'commander';
import { collectGarbage } from '../collect-garbage.js';
import { withExamples } from '../examples.js';
import { Refusal, WrongUsage } from '../failure.js';
import { isPassphraseGiven, passphrase } from '../passphrase.js';
import { batchSize, reportFile, sourceName, tellReport } from '../porting.js';
import { Progress } from '../progress.js';

interface Options {
  readonly dryRun: boolean;
  readonly batch: number;
  readonly report?: string;
  readonly sourceName: string;
}

export function importLines(): Command {
  const command = new Command('users')
    .summary('bring along what castellan export users wrote')
    .description(
      'Brings users along from the JSON lines of `castellan export users`. It may be run again: what was changed here since stays.',
    )
    .argument('<file>', 'the file, or - for standard input')
    .option('--dry-run', 'write nothing, and report the same', false)
    .option('--batch <count>', 'users a transaction', batchSize, 1_000)
    .option('--report <file>', 'write the report there, as JSON', reportFile)
    .option('--source-name <name>', 'what the other Castellan is called here: it must stay the same at every run', sourceName, 'castellan')
    .action(run);
  return withExamples(
    command,
    'castellan import users users.jsonl --dry-run',
    'CASTELLAN_EXPORT_PASSPHRASE=… castellan import users users.jsonl',
  );
}

async function run(file: string, options: Options): Promise<void> {
  const progress = new Progress(process.stderr);
  const { InvalidExport, readLines, withCastellan, WrongPassphrase } = await import('../with-castellan.js');
  const input = file === '-' ? process.stdin : await readable(file);
  const asked = { passphrase: () => passphrase({ isNew: false }), mustBeSealed: isPassphraseGiven() };
  const lines = readLines(input, { ...asked, batch: options.batch });
  const report = await withCastellan(({ userImport, operator }) =>
    userImport.run(lines, {
      source: options.sourceName,
      dryRun: options.dryRun,
      operator,
      progress: (done) => {
        progress.tell(done, null);
        collectGarbage();
      },
    }),
  ).catch((error: unknown) => {
    if (error instanceof InvalidExport || error instanceof WrongPassphrase) throw new Refusal(error.message, { cause: error });
    throw error;
  });
  progress.end();
  await tellReport(report, options);
}

/** Open already: what is not there is told before anything else. */
async function readable(file: string): Promise<NodeJS.ReadableStream> {
  const handle = await open(file).catch(() => null);
  if (handle && !(await handle.stat()).isDirectory()) return handle.createReadStream();
  throw new WrongUsage(`${file} cannot be read.`);
}
