import { ValidationFailed } from '@castellan/common';
import { commandPassword } from '@castellan/config';
import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { fieldErrors, WrongUsage } from '../failure.js';
import { Terminal } from '../terminal.js';
import type { Castellan } from '../with-castellan.js';

interface Options {
  readonly email?: string;
  readonly username?: string;
  /** False with `--no-input`. */
  readonly input: boolean;
}

interface Account {
  readonly email: string;
  readonly username: string | null;
  readonly password: string;
}

const UNATTENDED = 'Use --no-input with --email and CASTELLAN_SUPERUSER_PASSWORD.';

export function createSuperuser(): Command {
  const command = new Command('createsuperuser')
    .summary('make an account that may do everything')
    .description(
      'Makes an account that may do everything: staff, superuser, its address verified. Asks for what is not given.\n' +
        'Prints the link by which its owner sets up the second factor that the panel asks for.',
    )
    .option('--email <address>', 'its address')
    .option('--username <name>', 'a name to sign in by, besides the address')
    .option('--no-input', 'ask nothing; the password is taken from CASTELLAN_SUPERUSER_PASSWORD')
    .action(make);
  return withExamples(
    command,
    'castellan createsuperuser',
    'CASTELLAN_SUPERUSER_PASSWORD="$(cat secret.txt)" castellan createsuperuser --email ada@example.com --no-input',
  );
}

/** The account that was made, and the way to its second factor. */
interface Made {
  readonly email: string;
  readonly link: string;
  readonly minutes: number;
}

async function make(options: Options): Promise<void> {
  const { email, link, minutes } = options.input ? await makeAsking(options) : await makeUnattended(options);
  process.stdout.write(`Superuser ${email} made.\n`);
  process.stdout.write(`The panel asks for a second factor. Set it up within ${minutes} minutes, with the password:\n  ${link}\n`);
  process.stdout.write('Later: sign in at the panel, and a new link is mailed.\n');
}

async function makeUnattended({ email, username }: Options): Promise<Made> {
  const password = commandPassword('CASTELLAN_SUPERUSER_PASSWORD');
  if (email === undefined || password === undefined) throw new WrongUsage(`The address or the password is missing. ${UNATTENDED}`);
  const { withCastellan } = await import('../with-castellan.js');
  return withCastellan((castellan) => makeOne(castellan, { email, password, username: username ?? null }));
}

async function makeOne({ creation, enrolment, operator }: Castellan, account: Account): Promise<Made> {
  const user = await creation.createSuperuser(operator, account);
  return { email: user.email, link: await enrolment.issue(user), minutes: enrolment.minutes };
}

async function makeAsking(options: Options): Promise<Made> {
  const terminal = Terminal.open(UNATTENDED);
  try {
    const { withCastellan } = await import('../with-castellan.js');
    return await withCastellan((castellan) => askUntilMade(castellan, terminal, options));
  } finally {
    terminal.close();
  }
}

/** What is refused is asked for again, and only that. */
async function askUntilMade(castellan: Castellan, terminal: Terminal, options: Options): Promise<Made> {
  let known: Partial<Account> = { ...options };
  for (;;) {
    const account = await complete(known, terminal);
    try {
      return await makeOne(castellan, account);
    } catch (error) {
      if (!(error instanceof ValidationFailed)) throw error;
      terminal.say(fieldErrors(error));
      known = without(account, Object.keys(error.extras.errors ?? {}));
    }
  }
}

async function complete({ email, username, password }: Partial<Account>, terminal: Terminal): Promise<Account> {
  return {
    email: email ?? (await terminal.ask('Email address')),
    username: username === undefined ? (await terminal.ask('Username (may be left empty)')) || null : username,
    password: password ?? (await terminal.askNewPassword()),
  };
}

function without(account: Account, refused: readonly string[]): Partial<Account> {
  return Object.fromEntries(Object.entries(account).filter(([field]) => !refused.includes(field)));
}
