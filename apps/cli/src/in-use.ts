import { DirectoryInUse } from '@castellan/data';
import { Refusal } from './failure.js';

/** The embedded database has one process at a time: says which one to stop. For `catch` on whatever opens it. */
export function explainInUse(error: unknown): never {
  if (!(error instanceof DirectoryInUse)) throw error;
  throw new Refusal(`Stop \`npm start\` first, then run this again. ${error.message}`, { cause: error });
}
