import { Variables } from './variables.js';

/** Where commands that ask nobody find the password they set: arguments would be seen in the process list and kept in the history. */
type CommandPassword = 'CASTELLAN_SUPERUSER_PASSWORD' | 'CASTELLAN_NEW_PASSWORD';

/** The password as it stands, blanks around it too; undefined where it is not set. Only commands read it, never the service. */
export function commandPassword(name: CommandPassword, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return new Variables(env).untrimmed(name);
}
