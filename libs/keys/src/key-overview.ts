/** `waiting`: published, signs later. `retired`: only verifies what it signed. `sealed`: no configured secret opens it, so it only verifies. */
export type KeyState = 'waiting' | 'signing' | 'retired' | 'sealed';

/** A signing key as operators see it; nothing in it is secret. */
export interface KeyOverview {
  readonly kid: string;
  readonly createdAt: Date;
  /** From then on it signs, unless a newer key does. */
  readonly signsFrom: Date;
  readonly state: KeyState;
}

interface Key {
  readonly kid: string;
  readonly privateKey: string | null;
  readonly createdAt: Date;
  readonly activatesAt: Date;
}

/**
 * The key that signs, of those with the newest first: the newest that is due and open. Where none is due, as the clock was set back or
 * another node's is ahead, the one that is due first: with no key at all nobody could sign in.
 */
export function signingAmong<K extends Pick<Key, 'activatesAt' | 'privateKey'>>(newestFirst: readonly K[], now: Date): K | undefined {
  const open = newestFirst.filter(({ privateKey }) => privateKey !== null);
  return open.find(({ activatesAt }) => activatesAt <= now) ?? open.at(-1);
}

/** Which of the keys, the newest first, does what now. */
export function keyOverview(newestFirst: readonly Key[], now: Date): readonly KeyOverview[] {
  const signing = signingAmong(newestFirst, now);
  return newestFirst.map((key) => {
    const { kid, createdAt, activatesAt, privateKey } = key;
    const state = privateKey === null ? 'sealed' : key === signing ? 'signing' : activatesAt > now ? 'waiting' : 'retired';
    return { kid, createdAt, signsFrom: activatesAt, state };
  });
}
