/**
 * A copy in memory of its own, to be kept. What a driver gives is a slice of eight kilobytes that it shares with others
 * (`Buffer.poolSize`), and which live for as long as any slice of them does.
 */
export function ownBytes(bytes: Uint8Array): Buffer {
  const own = Buffer.alloc(bytes.length); // never taken from the pool
  own.set(bytes);
  return own;
}
