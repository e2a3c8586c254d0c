const ALPHABET = /^[A-Za-z0-9_-]*$/;

/**
 * The bytes of a base64url text without padding (RFC 4648 §5); null for any other text, also for one whose unused last bits are set: what
 * has two spellings passes by lists of what is known (RFC 4648 §3.5).
 * @internal
 */
export function decodeBase64url(text: string): Buffer | null {
  if (!ALPHABET.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}
