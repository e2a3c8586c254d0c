import { readFile } from 'node:fs/promises';
import type { DjangoMap } from '@castellan/porting';
import { Command } from 'commander';
import { collectGarbage } from '../collect-garbage.js';
import { withExamples } from '../examples.js';
import { Refusal, WrongUsage } from '../failure.js';
import { batchSize, isMissing, reportFile, sourceName, tellReport } from '../porting.js';
import { Progress } from '../progress.js';

interface Options {
  readonly map?: string;
  readonly dryRun: boolean;
  readonly batch: number;
  readonly report?: string;
  readonly sourceName: string;
  readonly unverified: boolean;
}

export function importDjango(): Command {
  const command = new Command('django')
    .summary('bring the users of a Django along')
    .description(
      'Brings the users of a Django along, with their passwords, second factors, groups, profiles and history, from its PostgreSQL or from\n' +
        'what `manage.py dumpdata` wrote. It may be run again and again while the Django is in use: what changed there is taken over, but for\n' +
        'what was changed here, and nothing is deleted. Exit code 3 when rows were refused: the report names each.',
    )
    .argument('<source>', 'postgres://… of the Django, or the file of dumpdata (.json, .json.gz), or - for standard input')
    .option('--map <file>', 'JSON that says where users are: {"user": {"table": "accounts_user", "email": "mail"}}')
    .option('--dry-run', 'write nothing, and report the same', false)
    .option('--batch <count>', 'users a transaction', batchSize, 1_000)
    .option('--report <file>', 'write the report there, as JSON', reportFile)
    .option('--source-name <name>', 'what the Django is called here: it must stay the same at every run', sourceName, 'django')
    .option('--unverified', "let nobody's address count as proven", false)
    .action(run);
  return withExamples(
    command,
    'castellan import django postgres://reader@db.example.com/shop --dry-run',
    'python manage.py dumpdata | castellan import django - --report report.json',
  );
}

async function run(source: string, options: Options): Promise<void> {
  const map = options.map === undefined ? undefined : await mapOf(options.map);
  const progress = new Progress(process.stderr);
  const { InvalidDump, NoUserTable, withCastellan } = await import('../with-castellan.js');
  const report = await withCastellan(({ djangoImport, operator, eventsForMs }) =>
    djangoImport.run(source, {
      ...(map && { map }),
      source: options.sourceName,
      dryRun: options.dryRun,
      batch: options.batch,
      unverified: options.unverified,
      eventsForMs,
      operator,
      progress: (done, total) => {
        progress.tell(done, total);
        collectGarbage();
      },
    }),
  ).catch((error: unknown) => {
    if (error instanceof InvalidDump || error instanceof NoUserTable) throw new Refusal(error.message, { cause: error });
    if (isMissing(error)) throw new WrongUsage(`${source} cannot be read.`);
    throw error;
  });
  progress.end();
  await tellReport(report, options);
}

async function mapOf(file: string): Promise<DjangoMap> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new WrongUsage(`${file} cannot be read.`);
  });
  const { InvalidMap, readMap } = await import('../with-castellan.js');
  try {
    return readMap(text);
  } catch (error) {
    if (error instanceof InvalidMap) throw new WrongUsage(`${file}: ${error.message}`);
    throw error;
  }
}
