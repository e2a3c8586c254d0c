import type { Parse } from './parse.js';

/** One variable of the environment: how it is read, what holds where it is not set, and what it means. docs/operations/configuration.md is made from these. */
export interface Setting<T> {
  readonly as: Parse<T>;
  /** What holds where nothing is set, as it would be written; left out where the rule that reads it decides. */
  readonly byDefault?: string;
  /** What people are told of the default, where it is not `byDefault` or nothing. In Markdown. */
  readonly defaultInWords?: string;
  /** A value that would do, for whoever wrote one that does not; the default, if it is left out. */
  readonly example?: string;
  /** For people, in Markdown; links are seen from docs/operations. */
  readonly meaning: string;
  readonly isRequiredInProduction?: true;
}

export type NamedSetting<T> = Setting<T> & { readonly name: string };

/** The default as it is documented. */
export const documented = <T>({ as, byDefault }: Setting<T> & { readonly byDefault: string }): T => as(byDefault);

/** The settings of one subject, each with its name. */
export function settings<const G extends Readonly<Record<string, Setting<unknown>>>>(
  group: G,
): { readonly [N in keyof G]: G[N] & { readonly name: string } } {
  const named = Object.entries(group).map(([name, setting]) => [name, { ...setting, name }]);
  return Object.fromEntries(named) as { readonly [N in keyof G]: G[N] & { readonly name: string } }; // `fromEntries` forgets the keys
}
