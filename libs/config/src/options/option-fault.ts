import type { Fault } from '../faults.js';
import { optionName, OPTIONS } from './option-settings.js';

/** `SMTP_URL`, `NODE_ENV=test`: names as the loader writes them into its sentences. */
const VARIABLE = /\b[A-Z][A-Z\d]*(?:_[A-Z\d]+)+\b/g;

/**
 * The same fault, as whoever wrote options knows things: `smtpUrl: 'smtps://…'` in place of `SMTP_URL=smtps://…`.
 * @param names of options that are not called as their variables
 */
export function optionFault({ name, problem, change }: Fault, names: ReadonlyMap<string, string> = new Map()): Fault {
  const [, example = ''] = /^[^=]*=(.*)$/s.exec(change) ?? [];
  const called = (variable: string): string => names.get(variable) ?? optionName(variable);
  return {
    name: called(name),
    problem: problem.replace(VARIABLE, called),
    change: example === '' || name === LIST_OF_OBJECTS ? '' : `${called(name)}: ${literal(example)}`,
  };
}

/** Its example would be one of names. */
const LIST_OF_OBJECTS = 'PROVIDERS';

const literal = (example: string): string => (/^(?:true|false|\d+)$/.test(example) ? example : `'${example}'`);

/** Words that were written for an operator, `set: REDIS_URL=redis://…`, for whoever wrote options: `set: redisUrl: 'redis://…'`. */
export function inOptions(words: string): string {
  return words.replace(/\b([A-Z]+(?:_[A-Z\d]+)+)(?:=(\S+))?/g, (whole, variable: string, value?: string) => {
    const option = OPTIONS.get(variable);
    if (option === undefined) return whole;
    return value === undefined ? option : `${option}: ${literal(value)}`;
  });
}
