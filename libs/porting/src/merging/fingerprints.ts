import { hmacSha256 } from '@castellan/common';
import type { SecretKeys } from '@castellan/common';
import { canonicalJson } from '../records/canonical-json.js';

const PURPOSE = 'porting/fingerprint';

/** Tells whether a value is the one that was written once, and nothing else of it: secrets are among them, so it is keyed. */
export class Fingerprints {
  constructor(private readonly keys: SecretKeys) {}

  /** `<key id>.<mac>` of the value as JSON with sorted keys. */
  of(value: unknown): string {
    const { id, key } = this.keys.current(PURPOSE);
    return `${id}.${mac(key, value)}`;
  }

  /** Also by a key that is a fallback by now. */
  isOf(fingerprint: string | undefined, value: unknown): boolean {
    const [id, stored] = (fingerprint ?? '').split('.');
    const known = this.keys.all(PURPOSE).find((candidate) => candidate.id === id);
    return known !== undefined && mac(known.key, value) === stored;
  }
}

const mac = (key: Buffer, value: unknown): string => hmacSha256(key, canonicalJson(value)).toString('base64url').slice(0, 22);
