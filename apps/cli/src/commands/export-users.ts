import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { WrongUsage } from '../failure.js';
import { passphrase } from '../passphrase.js';

interface Options {
  readonly withSecrets: boolean;
  readonly out?: string;
}

export function exportLines(): Command {
  const command = new Command('users')
    .summary('all users, as JSON lines')
    .description(
      'Writes all users as JSON lines (docs/reference/export.schema.json), which `castellan import users` reads. Password hashes, second\n' +
        'factors, passkeys and accounts at providers are left out, or sealed by a passphrase: CASTELLAN_EXPORT_PASSPHRASE, or typed.\n' +
        'Sessions, trusted devices, pictures and history stay here.',
    )
    .option('--with-secrets', 'seal what people sign in with, and write it too', false)
    .option('--out <file>', 'write there, readable for this user alone; standard output unless told')
    .action(run);
  return withExamples(command, 'castellan export users --out users.jsonl', 'castellan export users --with-secrets --out users.jsonl');
}

async function run({ withSecrets, out }: Options): Promise<void> {
  const secret = withSecrets ? { passphrase: await passphrase({ isNew: true }) } : {};
  const { withCastellan } = await import('../with-castellan.js');
  const output = out === undefined ? process.stdout : createWriteStream(out, { mode: 0o600, flags: 'wx' });
  if (out !== undefined)
    await once(output, 'open').catch(() => {
      throw new WrongUsage(`${out} is there already, or cannot be written.`);
    });
  const users = await withCastellan(({ userExport, operator }) =>
    userExport.run({ operator, ...secret, write: (line) => written(output, line) }),
  );
  if (out !== undefined) {
    output.end();
    await once(output, 'finish');
  }
  process.stderr.write(`${String(users)} users.\n`);
}

/** No faster than it is taken. */
async function written(output: Writable, line: string): Promise<void> {
  if (!output.write(`${line}\n`)) await once(output, 'drain');
}
