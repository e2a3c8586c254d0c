/** As `identities/` answers it. */
export interface OwnIdentity {
  readonly id: string;
  /** Of the configuration; it may not be there any more. */
  readonly provider: string;
  readonly email: string | null;
  readonly created_at: string;
  readonly last_used_at: string | null;
}
