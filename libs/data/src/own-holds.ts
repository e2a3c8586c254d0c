/** What an application holds that only one may have. */
interface Hold {
  readonly close: () => Promise<void>;
  /** False until the application is initialised. It may never be: nobody tells us of a start that failed in another part of a host. */
  hasBegun: boolean;
}

/** By the database, in this process. */
const holds = new Map<string, Hold>();

/** The application has its database for itself from now on, until `letGo`. */
export function hold(database: string, close: () => Promise<void>): void {
  holds.set(database, { close, hasBegun: false });
}

/** @throws Error when a later start in this process did not wait for this one */
export function begin(database: string, close: () => Promise<void>): void {
  const own = holds.get(database);
  if (own?.close !== close)
    throw new Error('A later start in this process has taken the database over: make one Castellan for it at a time.');
  own.hasBegun = true;
}

export function letGo(database: string, close: () => Promise<void>): void {
  if (holds.get(database)?.close === close) holds.delete(database);
}

/** Whether an application of this process has the database, and works. */
export const isHeldHere = (database: string): boolean => holds.get(database)?.hasBegun === true;

/** What was opened and never begun stands in nobody's way: a start that failed is tried again. */
export async function closeLeftBehind(database: string): Promise<void> {
  const left = holds.get(database);
  if (left && !left.hasBegun) await left.close();
}
