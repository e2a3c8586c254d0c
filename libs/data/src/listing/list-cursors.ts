import { equalInConstantTime, hmacSha256, sha256, SecretKeys } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { ListFrom } from './listing.types.js';

const PURPOSE = 'data/list-cursor';
const MAC_BYTES = 16;
const MAX_LENGTH = 600;
const FORM = /^[\w-]+$/;

/**
 * Cursors as clients carry them from page to page. Each is bound to the list, filters and order it came from, and signed by `SECRET_KEY`:
 * what a client makes or changes of one is known before a query. It is no secret, and opens nothing that the client may not see.
 * @internal
 */
@Injectable()
export class ListCursors {
  constructor(private readonly keys: SecretKeys) {}

  /** @param of the list with its filters and order, as a text */
  write({ way, position }: ListFrom, of: string): string {
    const body = Buffer.from(JSON.stringify([way, ...(position ? [position.value, position.key] : [])]));
    return Buffer.concat([macOf(this.keys.current(PURPOSE).key, body, of), body]).toString('base64url');
  }

  /** Null for what was not written `of` the same. */
  read(cursor: string, of: string): ListFrom | null {
    if (cursor.length > MAX_LENGTH || !FORM.test(cursor)) return null;
    const bytes = Buffer.from(cursor, 'base64url');
    if (bytes.toString('base64url') !== cursor) return null; // one cursor, one spelling (RFC 4648 §3.5)
    const [mac, body] = [bytes.subarray(0, MAC_BYTES), bytes.subarray(MAC_BYTES)];
    const isOurs = this.keys.all(PURPOSE).some(({ key }) => equalInConstantTime(macOf(key, body, of), mac));
    return isOurs ? fromBody(body) : null;
  }
}

const macOf = (key: Buffer, body: Buffer, of: string): Buffer => hmacSha256(key, sha256(of), body).subarray(0, MAC_BYTES);

function fromBody(body: Buffer): ListFrom {
  const [way, value, key] = JSON.parse(body.toString()) as [ListFrom['way'], string?, string?]; // `write` made it: the signature fits
  return { way, position: value === undefined || key === undefined ? null : { value, key } };
}
