import { decodeBase64url, equalInConstantTime, hmacSha256 } from '@castellan/common';
import type { SecretKeys } from '@castellan/common';

/** Random bits of a session that its refresh tokens are computed from: 256. */
export const SEED_BYTES = 32;

const SESSION_BYTES = 16;
const GENERATION_BYTES = 4;
const MAC_BYTES = 32;
const TOKEN_BYTES = SESSION_BYTES + GENERATION_BYTES + MAC_BYTES;
const PURPOSE = 'refresh-tokens';
const TOKEN_LENGTH = Math.ceil((TOKEN_BYTES * 4) / 3);

/** What a refresh token says before anybody has believed it. */
export interface ParsedRefreshToken {
  readonly sessionId: string;
  readonly generation: number;
  readonly mac: Buffer;
}

/**
 * `base64url(session id ‖ generation ‖ HMAC-SHA-256(k, session id ‖ generation ‖ seed))`: nothing of it is stored, so the same
 * generation can be computed again, and a forged one costs no write (docs/reference/contract.md#tokens).
 */
export class RefreshTokens {
  constructor(private readonly keys: SecretKeys) {}

  compute(sessionId: string, generation: number, seed: Buffer): string {
    const head = headOf(sessionId, generation);
    return Buffer.concat([head, hmacSha256(this.keys.current(PURPOSE).key, head, seed)]).toString('base64url');
  }

  /** Null for anything that is not of the form; says nothing about being genuine. */
  parse(token: string): ParsedRefreshToken | null {
    const bytes = token.length === TOKEN_LENGTH ? decodeBase64url(token) : null;
    return (
      bytes && {
        sessionId: uuidOf(bytes.subarray(0, SESSION_BYTES)),
        generation: bytes.readUInt32BE(SESSION_BYTES),
        mac: bytes.subarray(SESSION_BYTES + GENERATION_BYTES),
      }
    );
  }

  /** Was it made by us for this seed, under the current secret or a fallback? */
  isGenuine(token: ParsedRefreshToken, seed: Buffer): boolean {
    const head = headOf(token.sessionId, token.generation);
    return this.keys.all(PURPOSE).some(({ key }) => equalInConstantTime(hmacSha256(key, head, seed), token.mac));
  }
}

function headOf(sessionId: string, generation: number): Buffer {
  const head = Buffer.alloc(SESSION_BYTES + GENERATION_BYTES);
  head.write(sessionId.replaceAll('-', ''), 'hex');
  head.writeUInt32BE(generation, SESSION_BYTES);
  return head;
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
