import { createHash, createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** `bytes` random bytes as base64url; 32 bytes are 256 bits. @internal */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** `length` random decimal digits, each equally likely. @internal */
export function randomDigits(length: number): string {
  return Array.from({ length }, () => randomInt(10)).join('');
}

/** The SHA-256 (FIPS 180-4) of the value: 32 bytes. @internal */
export function sha256(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest();
}

/** HMAC-SHA-256 (RFC 2104) over the parts, joined as they are: callers give parts of fixed length. @internal */
export function hmacSha256(key: Buffer, ...parts: readonly (string | Buffer)[]): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** Derives a 256-bit key for one purpose (HKDF-SHA-256, RFC 5869), so that no key serves two uses. @internal */
export function deriveKey(secret: string | Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `castellan/${purpose}`, 32));
}

/** Compares without telling by its time where the values differ; different lengths are unequal. @internal */
export function equalInConstantTime(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
