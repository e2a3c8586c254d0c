import { ProblemError } from '@castellan/client';
import { sendSignal } from '@simplewebauthn/browser';
import { CeremonyEnded } from '../app/ceremony-ended.js';

/** What `passkeys/signals/` answers. */
export interface Accepted {
  readonly rp_id: string;
  readonly user_id: string;
  readonly credential_ids: readonly string[];
}

/** Tells the browser which passkeys of an account there are, so that it offers no others (WebAuthn level 3, §5.1.10). */
export const tellAccepted = ({ rp_id: rpID, user_id: userID, credential_ids: ids }: Accepted): Promise<void> =>
  sendSignal({ signalName: 'allAcceptedCredentials', rpID, userID, allAcceptedCredentialIDs: [...ids] }).catch(ignore);

/**
 * Tells the browser of a passkey that nobody knows, where that is why it was refused.
 * @throws CeremonyEnded then; else whatever the judging throws
 */
export async function forgetWhereUnknown<T>(rpID: string | undefined, credentialID: string, judging: Promise<T>): Promise<T> {
  try {
    return await judging;
  } catch (error) {
    if (rpID === undefined || !isUnknown(error)) throw error;
    await sendSignal({ signalName: 'unknownCredential', rpID, credentialID }).catch(ignore);
    throw new CeremonyEnded('unknown', { cause: error });
  }
}

const isUnknown = (error: unknown): boolean => error instanceof ProblemError && error.problem.reason === 'unknown_passkey';

/** Many browsers hear none. */
const ignore = (): void => undefined;
