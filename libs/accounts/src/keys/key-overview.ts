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

/** Which of the keys, the newest first, does what now: the newest that is due and open signs. */
export function keyOverview(newestFirst: readonly Key[], now: Date): readonly KeyOverview[] {
  const signing = newestFirst.find(({ activatesAt, privateKey }) => activatesAt <= now && privateKey !== null);
  return newestFirst.map((key) => {
    const { kid, createdAt, activatesAt, privateKey } = key;
    const state = privateKey === null ? 'sealed' : activatesAt > now ? 'waiting' : key === signing ? 'signing' : 'retired';
    return { kid, createdAt, signsFrom: activatesAt, state };
  });
}
