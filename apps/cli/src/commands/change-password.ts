import { ValidationFailed } from '@castellan/common';
import { commandPassword } from '@castellan/config';
import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { fieldErrors, WrongUsage } from '../failure.js';
import { findUser } from '../find-user.js';
import type { NamedUser } from '../find-user.js';
import { Terminal } from '../terminal.js';
import type { Castellan } from '../with-castellan.js';

interface Options {
  /** False with `--no-input`. */
  readonly input: boolean;
  readonly reason?: string;
}

const UNATTENDED = 'Use --no-input with CASTELLAN_NEW_PASSWORD.';

export function changePassword(): Command {
  const command = new Command('changepassword')
    .summary("set somebody's password and end their sessions")
    .description('Sets the password of an account. All its sessions end, and its owner is told by mail.')
    .argument('<user>', 'its address, or its username')
    .option('--no-input', 'ask nothing; the password is taken from CASTELLAN_NEW_PASSWORD')
    .option('--reason <text>', 'why, for the audit log; name nobody, it is kept for ever')
    .action(change);
  return withExamples(
    command,
    'castellan changepassword ada@example.com',
    'CASTELLAN_NEW_PASSWORD="$(cat secret.txt)" castellan changepassword ada --no-input',
  );
}

async function change(name: string, { input, reason = '' }: Options): Promise<void> {
  const email = input ? await changeAsking(name, reason) : await changeUnattended(name, reason);
  process.stdout.write(`Password of ${email} changed. All their sessions have ended.\n`);
}

async function changeUnattended(name: string, reason: string): Promise<string> {
  const password = commandPassword('CASTELLAN_NEW_PASSWORD');
  if (password === undefined) throw new WrongUsage(`The password is missing. ${UNATTENDED}`);
  const { because, withCastellan } = await import('../with-castellan.js');
  return withCastellan(async (castellan) => {
    const { id, email } = await findUser(castellan, name);
    await castellan.passwords.set(because(castellan.operator, reason), id, password);
    return email;
  });
}

async function changeAsking(name: string, reason: string): Promise<string> {
  const terminal = Terminal.open(UNATTENDED);
  try {
    const { because, withCastellan } = await import('../with-castellan.js');
    return await withCastellan(async (castellan) => {
      const owner = await findUser(castellan, name);
      await askUntilChanged({ ...castellan, operator: because(castellan.operator, reason) }, owner, terminal);
      return owner.email;
    });
  } finally {
    terminal.close();
  }
}

/** A refused password is asked for again; an account that takes none ends it. */
async function askUntilChanged({ passwords, operator }: Castellan, { id, email }: NamedUser, terminal: Terminal): Promise<void> {
  terminal.say(`A new password for ${email}.`);
  for (;;) {
    const password = await terminal.askNewPassword();
    try {
      await passwords.set(operator, id, password);
      return;
    } catch (error) {
      if (!(error instanceof ValidationFailed) || !error.extras.errors?.['password']) throw error;
      terminal.say(fieldErrors(error));
    }
  }
}
