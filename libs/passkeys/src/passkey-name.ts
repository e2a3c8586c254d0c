import { PLAIN_LINE, ValidationFailed } from '@castellan/common';
import { AUTHENTICATOR_NAMES } from './authenticator-names.js';

/** Characters of a name. */
export const PASSKEY_NAME_LENGTH = 64;

/** How a passkey is called that its owner gave no name: as the model of its authenticator is, where it tells one. */
export function defaultName(aaguid: string): string {
  return AUTHENTICATOR_NAMES[aaguid] ?? 'Passkey';
}

/** What is told of any other name, under its field. */
export const PASSKEY_NAME_PROBLEM = `Enter a name of 1 to ${String(PASSKEY_NAME_LENGTH)} characters.`;

/** What nobody sees (Unicode, UAX #44): in a list it would hide the passkey that a thief has added. */
const UNSEEN = /[\s\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** One line, with something to see in it; blanks around it do not count. */
export function isPasskeyName(name: string): boolean {
  const trimmed = name.trim();
  return trimmed.replace(UNSEEN, '') !== '' && [...trimmed].length <= PASSKEY_NAME_LENGTH && PLAIN_LINE.test(trimmed);
}

/** The name as it is kept. @throws ValidationFailed */
export function demandName(name: string): string {
  if (!isPasskeyName(name)) throw new ValidationFailed({ errors: { name: [PASSKEY_NAME_PROBLEM] } });
  return name.trim();
}
