/** Above it a password counts as a variation of the word (Django's `UserAttributeSimilarityValidator`). */
const MAX_SIMILARITY = 0.7;
const SHORTEST_PART = 3;

/** Is the password a variation of the value, or of a part of it, such as the name in an address? */
export function isSimilar(password: string, value: string): boolean {
  const folded = password.toLowerCase();
  const whole = value.toLowerCase();
  const parts = [whole, ...whole.split(/[^\p{L}\p{N}]+/u)].filter((part) => part.length >= SHORTEST_PART);
  return parts.some((part) => quickRatio(folded, part) >= MAX_SIMILARITY);
}

/** Python's `SequenceMatcher.quick_ratio`: twice the characters in common, in any order, over all characters. */
export function quickRatio(a: string, b: string): number {
  const available = new Map<string, number>();
  for (const character of b) available.set(character, (available.get(character) ?? 0) + 1);
  let common = 0;
  for (const character of a) {
    const left = available.get(character) ?? 0;
    if (left > 0) common += 1;
    available.set(character, left - 1);
  }
  return (2 * common) / ([...a].length + [...b].length);
}
