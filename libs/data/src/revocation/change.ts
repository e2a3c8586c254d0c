/**
 * What is no longer as caches remember it. `everything`: the listener was deaf for a while, so nothing remembered may be used.
 */
export type Change = { readonly kind: 'session' | 'user' | 'keys'; readonly id: string } | { readonly kind: 'everything' };

export type ChangeListener = (change: Change) => void;
