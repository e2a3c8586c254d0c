/** What of `T` may be left out: a default for each of it, and for nothing else. @internal */
export type DefaultsOf<T> = { readonly [K in keyof T as undefined extends T[K] ? K : never]-?: Exclude<T[K], undefined> };

/** Options as they hold: what was left out, or is undefined, is its default. @internal */
export function withDefaults<T extends object>(defaults: DefaultsOf<T>, given: T): Required<T> {
  const told = Object.entries(given).filter(([, value]) => value !== undefined);
  const rules: object = { ...defaults, ...Object.fromEntries(told) };
  return rules as Required<T>; // each key is in one of them: `DefaultsOf` demands it
}
