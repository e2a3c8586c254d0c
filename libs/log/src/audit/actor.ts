import type { RequestContext } from '@castellan/common';

/** Who did something to somebody else: a user, a machine by its key, whoever may run the command, or the service by itself. */
export type Actor =
  | { readonly kind: 'user'; readonly id: string }
  /** The key's id, and the name that its maker gave it. */
  | { readonly kind: 'api_key'; readonly id: string; readonly name: string }
  /** `name` as the operating system knows them; null when it does not. */
  | { readonly kind: 'command_line'; readonly name: string | null }
  | { readonly kind: 'system' };

/** An operator's request: what every service is told that changes what is not the caller's own. */
export interface OperatorContext extends RequestContext {
  readonly actor: Actor;
  /** Why they do it, in their words, which should name nobody; for the audit log alone. */
  readonly reason?: string;
}
