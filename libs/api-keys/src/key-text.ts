import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { sha256 } from '@castellan/common';

const SECRET_BYTES = 40;
/** What the largest number of so many bytes takes in base 62; smaller ones are filled up, so that all keys are as long. */
const SECRET_LENGTH = 54;
const CHECK_LENGTH = 6;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** What every key begins with: no access token does, and scanners of secrets look for it. */
export const KEY_PREFIX = 'ck_';

const PARTS = String.raw`ck_([0-9a-f]{32})_([0-9A-Za-z]{${SECRET_LENGTH}})_([0-9A-Za-z]{${CHECK_LENGTH}})`;
const WHOLE = new RegExp(`^${PARTS}$`);
const ANYWHERE = new RegExp(PARTS);

/** A key as a client shows it. Its secret is kept as a hash alone. */
export interface ShownKey {
  readonly id: string;
  readonly secretHash: Buffer;
}

/** A new secret, in the characters that one is written in. */
export function newSecret(): string {
  return base62(BigInt(`0x${randomBytes(SECRET_BYTES).toString('hex')}`), SECRET_LENGTH);
}

/** SHA-256 is enough: nobody guesses 320 random bits (OWASP Cryptographic Storage, on tokens of high entropy). */
export const hashOf = (secret: string): Buffer => sha256(secret);

/** `ck_{id}_{secret}_{crc}`; the sum tells a slip of the hand, and a scanner of secrets a key from what is only like one. */
export function writeKey(id: string, secret: string): string {
  const text = `${KEY_PREFIX}${id.replaceAll('-', '')}_${secret}`;
  return `${text}_${checkOf(text)}`;
}

/** Null for what is no key, or has a typing error in it: nothing to ask the database for. */
export function readKey(text: string): ShownKey | null {
  const [, id = '', secret = '', check] = WHOLE.exec(text) ?? [];
  if (check === undefined || check !== checkOf(text.slice(0, -CHECK_LENGTH - 1))) return null;
  return { id: uuidOf(id), secretHash: hashOf(secret) };
}

/** The id of a key that stands somewhere in a text; `isWhole`: its sum is right. Null where none does. */
export function keyWithin(text: string): { readonly id: string; readonly isWhole: boolean } | null {
  const [found, id = ''] = ANYWHERE.exec(text) ?? [];
  return found === undefined ? null : { id: uuidOf(id), isWhole: readKey(found) !== null };
}

function checkOf(text: string): string {
  return base62(BigInt(crc32(text)), CHECK_LENGTH);
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = DIGITS[Number(rest % 62n)]! + text;
  return text;
}

const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
