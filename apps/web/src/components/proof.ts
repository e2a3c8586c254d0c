import type { User } from '@castellan/client';
import type { Assertion } from '../passkeys/ceremonies.js';

/** What proves who this is, as `reauthenticate/` takes it. */
export type Proof =
  { readonly password: string } | { readonly code: string } | { readonly otp_code: string } | { readonly credential: Assertion };

export interface ProofProps {
  readonly user: User;
  /** @throws ProblemError for a wrong one */
  readonly prove: (proof: Proof) => Promise<void>;
  readonly onCancel: () => void;
}
