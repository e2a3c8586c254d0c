import type { Settings } from '../fields/settings.js';

/** A profile on the way from one system to another; pictures stay where they are. */
export interface PortedProfile {
  readonly bio: string;
  readonly location: string;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string | null;
  /** BCP 47. */
  readonly language: string | null;
  /** IANA. */
  readonly timezone: string | null;
  readonly settings: Settings;
}
