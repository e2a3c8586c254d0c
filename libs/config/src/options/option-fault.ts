import type { Fault } from '../faults.js';
import { optionName } from './option-settings.js';

/** `SMTP_URL`, `NODE_ENV=test`: names as the loader writes them into its sentences. */
const VARIABLE = /\b[A-Z][A-Z\d]*(?:_[A-Z\d]+)+\b/g;

/** The same fault, as whoever wrote options knows things: `smtpUrl: 'smtps://…'` in place of `SMTP_URL=smtps://…`. */
export function optionFault({ name, problem, change }: Fault): Fault {
  const [, example = ''] = /^[^=]*=(.*)$/s.exec(change) ?? [];
  const option = optionName(name);
  return { name: option, problem: problem.replace(VARIABLE, optionName), change: example === '' ? '' : `${option}: ${literal(example)}` };
}

const literal = (example: string): string => (/^(?:true|false|\d+)$/.test(example) ? example : `'${example}'`);
