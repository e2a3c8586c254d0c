/** What is used of the Web Locks of a browser. */
export interface Locks {
  request<T>(name: string, options: { readonly ifAvailable?: boolean }, work: (lock: object | null) => Promise<T>): Promise<T>;
}

/** Those of this browser, or of this Node; null where there are none. */
export function locksHere(): Locks | null {
  return (globalThis as { readonly navigator?: { readonly locks?: Locks } }).navigator?.locks ?? null; // typed in browsers alone
}

/** Does the work while no other tab does its own of that name. `waited`: another one has just done it. */
export async function inTurn<T>(locks: Locks | null, name: string, work: (waited: boolean) => Promise<T>): Promise<T> {
  if (!locks) return work(false);
  const atOnce = await locks.request(name, { ifAvailable: true }, async (lock) => (lock ? { done: await work(false) } : null));
  return atOnce ? atOnce.done : locks.request(name, {}, () => work(true));
}
