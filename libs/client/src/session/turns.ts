/** What is used of the Web Locks of a browser. */
export interface Locks {
  request<T>(name: string, work: (lock: object | null) => Promise<T>): Promise<T>;
}

/** Those of this browser, or of this Node; null where there are none. */
export function locksHere(): Locks | null {
  return (globalThis as { readonly navigator?: { readonly locks?: Locks } }).navigator?.locks ?? null; // typed in browsers alone
}
