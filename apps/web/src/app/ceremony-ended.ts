import { t } from './words.js';

/**
 * How it ended. `given_up`: by whoever was asked, by the browser after a while, or since no passkey fits; browsers tell nobody which
 * (WebAuthn level 3, §14.5). `not_made`: the same, of a passkey that was to be made. `here_already`: the device has one for this account. `unknown`: it has one that nobody knows here.
 * `not_possible`: whatever else.
 */
export type CeremonyEnd = 'given_up' | 'not_made' | 'here_already' | 'unknown' | 'not_possible';

/** The browser asked for a passkey, and got none that is of use. People go on another way. */
export class CeremonyEnded extends Error {
  override readonly name = 'CeremonyEnded';

  constructor(
    readonly end: CeremonyEnd,
    options?: { readonly cause?: unknown },
  ) {
    super(`The ceremony ended: ${end}.`, options);
  }

  /** What people are told. */
  get words(): string {
    return t(`pages.passkey.${this.end}`);
  }
}
