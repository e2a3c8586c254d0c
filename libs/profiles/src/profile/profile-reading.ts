import { readDateOfBirth } from '../fields/date-of-birth.js';
import { orNull } from '../fields/field-rule.js';
import type { FieldRule } from '../fields/field-rule.js';
import { readLanguage } from '../fields/language.js';
import { mergeSettings } from '../fields/settings.js';
import type { Settings } from '../fields/settings.js';
import { textRule } from '../fields/text-rule.js';
import { readTimezone } from '../fields/timezone.js';
import type { FieldErrors, ProfileField, ProfileInput } from './profile.types.js';

/** New values by column; each column is named as its field. */
export type ProfileColumns = Readonly<Partial<Record<ProfileField, string | null>>>;

/** Reads every field that is given and tells everything that is wrong with any of them. `current`: the settings to merge into. */
export function readProfile(
  input: ProfileInput,
  current: Settings,
  now: Date,
): { readonly columns: ProfileColumns; readonly errors: FieldErrors } {
  const columns: Partial<Record<ProfileField, string | null>> = {};
  const errors: Record<string, readonly string[]> = {};
  for (const [field, rule] of rulesFor(current)) {
    if (input[field] === undefined) continue;
    const reading = rule(input[field], now);
    if ('problem' in reading) errors[field] = [reading.problem];
    else columns[field] = reading.value;
  }
  return { columns, errors };
}

const RULES: readonly (readonly [ProfileField, FieldRule<string | null>])[] = [
  ['bio', textRule({ max: 2_000, lines: true })],
  ['location', textRule({ max: 100 })],
  ['date_of_birth', orNull(readDateOfBirth)],
  ['language', orNull(readLanguage)],
  ['timezone', orNull(readTimezone)],
];

function rulesFor(current: Settings): typeof RULES {
  return [...RULES, ['settings', (given) => asJson(mergeSettings(current, given))]];
}

function asJson(reading: ReturnType<typeof mergeSettings>): ReturnType<FieldRule<string>> {
  return 'problem' in reading ? reading : { value: JSON.stringify(reading.value) };
}
