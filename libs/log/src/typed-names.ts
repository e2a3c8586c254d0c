import { hmacSha256 } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import type { AuthEvent } from './auth-events.js';
import { LOG_OPTIONS } from './log.options.js';
import type { LogOptions } from './log.options.js';

const PURPOSE = 'log/identifier';
const EMAIL = /^[^\s\p{C}@"<>()]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}[\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u;
const NUMBER = /^\+[1-9]\d{6,14}$/; // ITU-T E.164 §6
/** Where numbers are typed to name somebody. */
const BY_NUMBER = /^(?:otp|phone)_/;

/** What is kept of what was typed to name somebody. */
export interface KeptName {
  /** As it was typed, or a mask. */
  readonly identifier: string | null;
  /** Of what is masked. */
  readonly identifierHash: string | null;
}

/**
 * People type passwords where a name is asked for. What is nobody's name and looks like no address is kept as a mask and a keyed hash, by
 * which who knows it finds it again (docs/reference/contract.md#events; OWASP ASVS 5.0, 14.2.4 and 16.2.5).
 */
@Injectable()
export class TypedNames {
  constructor(@Inject(LOG_OPTIONS) private readonly options: LogOptions) {}

  keep(event: AuthEvent): KeptName {
    const { identifier = null } = event;
    if (identifier === null || isName(event, identifier)) return { identifier, identifierHash: null };
    const { key } = this.options.secretKeys.current(PURPOSE);
    return { identifier: masked(identifier), identifierHash: hashOf(key, identifier) };
  }

  /** By every key. */
  hashesOf(typed: string): readonly string[] {
    return this.options.secretKeys.all(PURPOSE).map(({ key }) => hashOf(key, typed));
  }
}

function isName({ event, status, userId }: AuthEvent, identifier: string): boolean {
  if (status === 'success' || userId || event === 'security_incident') return true;
  return EMAIL.test(identifier) || (BY_NUMBER.test(event) && NUMBER.test(identifier));
}

/** Neither its length nor more of it than tells two apart. */
function masked(typed: string): string {
  const [first = ''] = typed.trim();
  return `${first}…`;
}

function hashOf(key: Buffer, typed: string): string {
  return hmacSha256(key, typed.normalize('NFKC').trim().toLowerCase()).toString('base64url');
}
