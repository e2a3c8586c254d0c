/** As `passkeys/` answers it. */
export interface OwnPasskey {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
  /** Whether other devices of its owner may have it as well. */
  readonly synced: boolean;
}
