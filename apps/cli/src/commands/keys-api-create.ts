import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { WrongUsage } from '../failure.js';

interface Options {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly expires?: string;
  readonly cidr: readonly string[];
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export function keysApiCreate(): Command {
  const command = new Command('create')
    .summary('make an API key, and print it once')
    .description(
      'Makes an API key, and prints it: it is kept as a hash, so nobody can show it again. Standard output is the key alone.\n' +
        'Nobody is above its rights, so give it no more than it needs.',
    )
    .requiredOption('--name <name>', 'what it is for, as lists and the audit log tell it')
    .requiredOption('--permissions <names>', 'what it may do, divided by commas', divided)
    .option('--expires <time>', 'how long it lives, such as 90d, 12h or 30m; for ever unless told')
    .option('--cidr <block>', 'from where it may be used, such as 198.51.100.0/24; as often as there are blocks', collected, [])
    .action(create);
  return withExamples(
    command,
    'castellan keys api create --name "back office" --permissions users.view,users.change --expires 90d --cidr 198.51.100.0/24',
  );
}

async function create({ name, permissions, expires, cidr: cidrs }: Options): Promise<void> {
  const life = expires === undefined ? {} : { expiresInMs: millisecondsOf(expires) };
  const { withCastellan } = await import('../with-castellan.js');
  const { key, secret } = await withCastellan(({ apiKeys, operator }) => apiKeys.create(operator, { name, permissions, cidrs, ...life }));
  process.stdout.write(`${secret}\n`);
  process.stderr.write(`Its id is ${key.id}. It is shown this once: keep it where secrets are kept.\n`);
}

const divided = (text: string): readonly string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const collected = (block: string, before: readonly string[]): readonly string[] => [...before, block];

function millisecondsOf(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count === undefined) throw new WrongUsage('--expires takes a whole number and m, h or d, such as 90d.');
  return Number(count) * UNITS[unit]!;
}
