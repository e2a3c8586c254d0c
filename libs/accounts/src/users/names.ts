import { textRule } from '@castellan/profiles';
import type { FieldErrors } from '@castellan/profiles';

/** Longest first or last name, in characters. */
export const MAX_NAME_LENGTH = 150;

const readName = textRule({ max: MAX_NAME_LENGTH });
const FIELDS = [
  ['first_name', 'firstName'],
  ['last_name', 'lastName'],
] as const;

/** Names somebody wants changed, as they came; one that is missing stays, `null` empties it. */
export type NamesInput = Readonly<Partial<Record<'first_name' | 'last_name', unknown>>>;
export type NewNames = Readonly<Partial<Record<'firstName' | 'lastName', string>>>;

/** Reads the names that are given, trimmed, and tells what is wrong with them. */
export function readNames(input: NamesInput): { readonly names: NewNames; readonly errors: FieldErrors } {
  const names: Partial<Record<'firstName' | 'lastName', string>> = {};
  const errors: Record<string, readonly string[]> = {};
  for (const [field, name] of FIELDS) {
    if (input[field] === undefined) continue;
    const reading = readName(input[field]);
    if ('problem' in reading) errors[field] = [reading.problem];
    else names[name] = reading.value;
  }
  return { names, errors };
}
