/** Patterns that no single attempt shows, and states that lame a protection. Names are never changed. */
export const INCIDENT_KINDS = [
  'many_accounts',
  'many_addresses',
  'refresh_reuse',
  'guessed_second_factor',
  'copied_passkey',
  'failure_spike',
  'store_away',
  'store_full',
] as const;

/** One of `INCIDENT_KINDS`. */
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** What shows only over many attempts, found by `SecurityIncidents`. */
export interface Incident {
  readonly kind: IncidentKind;
  /** The network of `many_accounts` (IPv6 by /64), the account of `many_addresses`, `refresh_reuse`, `guessed_second_factor` and `copied_passkey`, the kind of key of `store_full`; empty for the others. */
  readonly target: string;
  /** Accounts, addresses, reuses or failed attempts within the window. */
  readonly count: number;
}

/** From when on it is an incident. */
export interface IncidentThresholds {
  /** What is looked at together. */
  readonly windowMs: number;
  /** One incident is raised once in that time, however long it lasts. */
  readonly coolDownMs: number;
  /** Password spraying: so many accounts failed from one network. */
  readonly accountsPerNetwork: number;
  /** Credential stuffing: one account failed from so many networks. */
  readonly networksPerAccount: number;
  /** Refresh tokens of one account used a second time. */
  readonly reusesPerAccount: number;
  /** Sign-ins of one account that ended by wrong codes: each had a right password. */
  readonly guessedSignInsPerAccount: number;
  /** Passkeys of one account whose counter went back. */
  readonly copiedPasskeysPerAccount: number;
  /** So many failures at all, and `spikeFactor` times as many as in a window of the six before. */
  readonly failures: number;
  readonly spikeFactor: number;
}

/** From when on it is an incident, where the options do not say; times in ms. */
export const INCIDENT_THRESHOLDS: IncidentThresholds = {
  windowMs: 10 * 60_000,
  coolDownMs: 60 * 60_000,
  accountsPerNetwork: 20,
  networksPerAccount: 10,
  reusesPerAccount: 1,
  guessedSignInsPerAccount: 1,
  copiedPasskeysPerAccount: 1,
  failures: 100,
  spikeFactor: 5,
};
