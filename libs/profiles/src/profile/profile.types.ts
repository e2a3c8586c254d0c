import type { Settings } from '../fields/settings.js';

/** Messages by field, as `ValidationFailed` carries them. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** Who a user is besides their account. Texts are never null; what is not told is empty or null. */
export interface Profile {
  readonly bio: string;
  readonly location: string;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string | null;
  /** BCP 47. */
  readonly language: string | null;
  /** IANA. */
  readonly timezone: string | null;
  readonly settings: Settings;
  /** Absolute. */
  readonly avatarUrl: string | null;
  /** The fields that other modules add, by name: see `ProfileExtension`. */
  readonly added: Readonly<Record<string, unknown>>;
}

/** The fields that `Profiles.change` reads, as clients name them. */
export type ProfileField = 'bio' | 'location' | 'date_of_birth' | 'language' | 'timezone' | 'settings';

/** What somebody wants changed, as it came: every value is looked at, a field that is missing or `undefined` stays, others are ignored. */
export type ProfileInput = Readonly<Partial<Record<ProfileField, unknown>>>;

/** Every field of the answer, so that no extension takes the name of one. */
export const OWN_FIELDS = [
  'first_name',
  'last_name',
  'bio',
  'location',
  'date_of_birth',
  'language',
  'timezone',
  'settings',
  'phone',
  'avatar_url',
] as const;
