import { Command } from 'commander';
import { analytics } from './commands/analytics.js';
import { audit } from './commands/audit.js';
import { breached } from './commands/breached.js';
import { changePassword } from './commands/change-password.js';
import { cleanup } from './commands/cleanup.js';
import { config } from './commands/config.js';
import { createSuperuser } from './commands/create-superuser.js';
import { exportUsers } from './commands/export.js';
import { identities } from './commands/identities.js';
import { importUsers } from './commands/import.js';
import { keys } from './commands/keys.js';
import { mail } from './commands/mail.js';
import { messages } from './commands/messages.js';
import { migrate } from './commands/migrate.js';
import { passkeys } from './commands/passkeys.js';
import { resetTwoFactor } from './commands/reset-2fa.js';
import { routes } from './commands/routes.js';
import { unlock } from './commands/unlock.js';
import { withExamples } from './examples.js';
import { version } from './version.js';

const COMMANDS = [
  createSuperuser,
  changePassword,
  resetTwoFactor,
  passkeys,
  identities,
  unlock,
  migrate,
  cleanup,
  keys,
  importUsers,
  exportUsers,
  breached,
  audit,
  analytics,
  config,
  mail,
  routes,
  messages,
];

/** The `castellan` command. What a command needs of the service is loaded when it runs, so that help comes at once. `more` are commands of the host. */
export function createProgram(...more: readonly Command[]): Command {
  const program = new Command('castellan')
    .description('Looks after a Castellan. It reads the same environment as the service.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureHelp({ showGlobalOptions: false })
    .addHelpText('after', EXIT_CODES);
  for (const command of [...more, ...COMMANDS.map((make) => make())]) program.addCommand(command);
  withExamples(program, 'castellan config check', 'castellan createsuperuser', 'DATABASE_URL=postgres://… castellan migrate');
  return program;
}

const EXIT_CODES = `
Results go to standard output, everything else to standard error.
Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 done but for rows that were refused.`;
