/** What `PasskeysModule.forRoot` needs. */
export interface PasskeysOptions {
  /** The domain that the passkeys are for: the pages' own, or one above it. Passkeys of another domain are none (WebAuthn level 3, §4). */
  readonly rpId: string;
  /** What authenticators call the place. */
  readonly rpName: string;
  /** Where answers may come from, such as `https://example.org`: no path, no slash at the end. */
  readonly origins: readonly string[];
  /** In the place of `origins`, for some purposes. */
  readonly originsOf?: Readonly<Record<string, readonly string[]>>;
  /** How long a challenge waits, in milliseconds: `PASSKEY_CHALLENGE_TTL_MS`, where it is not given. */
  readonly challengeTtlMs?: number;
  /** How many passkeys a user may have: `MAX_PASSKEYS`, where it is not given. */
  readonly maxPerUser?: number;
}

/** The options as they hold. */
export type PasskeyRules = Required<PasskeysOptions>;

export const PASSKEYS_OPTIONS = Symbol('PASSKEYS_OPTIONS');
