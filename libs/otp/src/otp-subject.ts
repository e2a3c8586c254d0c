/** What a code is for. A code of one purpose is no code for another; Nest teams may add their own. */
export type OtpPurpose = 'sign_in' | 'phone' | (string & Record<never, never>);

/** Whose code it is and what for. */
export interface OtpSubject {
  /** An address or a number, already normalised: two spellings are two identifiers. */
  readonly identifier: string;
  readonly purpose: OtpPurpose;
}
