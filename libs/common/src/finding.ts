/** What was found by asking what the service needs; for whoever sets it up. @internal */
export interface Finding {
  /** `fault`: the service would not start, or not work. `warning`: it works, and should not stay so. */
  readonly state: 'ok' | 'warning' | 'fault';
  /** What it is about: `database`, `audit log`. */
  readonly about: string;
  /** One line; no secret, and no address that may hold one. */
  readonly told: string;
  /** What puts it right: `set: DATABASE_URL=…`, `run: GRANT …`. */
  readonly changes?: readonly string[];
}

/** @internal */
export const ok = (about: string, told: string): Finding => ({ state: 'ok', about, told });

/** @internal */
export const warning = (about: string, told: string, ...changes: readonly string[]): Finding => ({
  state: 'warning',
  about,
  told,
  changes,
});

/** @internal */
export const fault = (about: string, told: string, ...changes: readonly string[]): Finding => ({ state: 'fault', about, told, changes });

/** Clocks further apart than this, in ms, are told: other services judge tokens by their own. */
const CLOCKS_APART_MS = 5_000;

/** How far a server's clock is from this machine's. @param askedAt and @param heardAt of `Date.now()`; the truth lies between @internal */
export function clockFinding(about: string, time: number, askedAt: number, heardAt: number): Finding {
  const ms = Math.round(Math.max(0, askedAt - time, time - heardAt));
  if (ms <= CLOCKS_APART_MS) return ok(about, `its clock is this machine's, to within ${Math.max(ms, heardAt - askedAt)} ms`);
  const told = `its clock and this machine's are ${(ms / 1000).toFixed(1)} s apart; the service goes by the database's`;
  return warning(about, told, 'run: timedatectl set-ntp true   (on the machine whose clock is wrong)');
}
