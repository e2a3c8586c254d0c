/** What a rule makes of what was given: the value to keep, or what is wrong with it. */
export type Reading<T> = { readonly value: T } | { readonly problem: string };

/** Reads one field of whatever type a client sent. `now` is for rules about time. */
export type FieldRule<T> = (given: unknown, now: Date) => Reading<T>;

export const NOT_A_TEXT = 'This must be a text.';

/** The rule for texts, and null for `null`. */
export function orNull(rule: (given: string, now: Date) => Reading<string>): FieldRule<string | null> {
  return (given, now) => {
    if (given === null) return { value: null };
    return typeof given === 'string' ? rule(given, now) : { problem: NOT_A_TEXT };
  };
}
