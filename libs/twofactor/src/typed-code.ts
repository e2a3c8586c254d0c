import { readTypedCode } from '@castellan/common';
import { readBackupCode } from './backup-codes/backup-code.js';
import { BROUGHT_CODE } from './backup-codes/brought-code.js';

/** A code as it was meant. `kind` null: it has the form of none, so no guess is spent on it. */
export interface TypedCode {
  readonly text: string;
  readonly kind: 'totp' | 'backup_code' | null;
}

/** Six digits are a time-based code. Apps show `123 456`, paper shows `7KQ2-M4XJT-9WPQH`, or what another system gave. */
export function typedCode(code: string): TypedCode {
  const text = readTypedCode(code);
  if (/^[0-9]{6}$/.test(text)) return { text, kind: 'totp' };
  return { text, kind: readBackupCode(text) || BROUGHT_CODE.test(text) ? 'backup_code' : null };
}

/** Whether it has the form of a time-based code, however it was typed. For forms, which refuse what no guess should be spent on. */
export const isTotpCode = (code: string): boolean => typedCode(code).kind === 'totp';

/** The same for a time-based code or a backup code. */
export const isSecondFactorCode = (code: string): boolean => typedCode(code).kind !== null;
