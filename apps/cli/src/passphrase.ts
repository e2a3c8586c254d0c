import { Refusal, WrongUsage } from './failure.js';
import { Terminal } from './terminal.js';

const VARIABLE = 'CASTELLAN_EXPORT_PASSPHRASE';
const SHORTEST = 12;

/** Whether one is in the environment. */
export const isPassphraseGiven = (): boolean => process.env[VARIABLE] !== undefined;

/** What the secrets of a file are sealed with: from the environment, or typed. It is never an argument: others see those. */
export async function passphrase({ isNew }: { readonly isNew: boolean }): Promise<string> {
  const given = process.env[VARIABLE] ?? (await typed(isNew));
  if (isNew && [...given].length < SHORTEST) throw new WrongUsage(`The passphrase must have at least ${String(SHORTEST)} characters.`);
  return given;
}

async function typed(isNew: boolean): Promise<string> {
  const terminal = Terminal.open(`Set ${VARIABLE}.`);
  try {
    const first = await terminal.askSecret('Passphrase: ');
    if (isNew && (await terminal.askSecret('Again: ')) !== first) throw new Refusal('That was not the same.');
    return first;
  } finally {
    terminal.close();
  }
}
