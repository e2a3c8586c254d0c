const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Other texts that lenient readers take for the same bytes: unused last bits are set in the last part. */
export function respelt(text: string): readonly string[] {
  const bytes = (spelling: string): Buffer => Buffer.from(spelling.split('.').at(-1)!, 'base64url');
  return Array.from(ALPHABET, (last) => text.slice(0, -1) + last).filter((other) => other !== text && bytes(other).equals(bytes(text)));
}
