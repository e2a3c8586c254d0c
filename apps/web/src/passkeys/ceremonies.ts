import {
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from '@simplewebauthn/browser';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import { CeremonyEnded, type CeremonyEnd } from '../app/ceremony-ended.js';
import { forgetWhereUnknown } from './signals.js';

export { forgetWhereUnknown, tellAccepted } from './signals.js';

export type CreationOptions = PublicKeyCredentialCreationOptionsJSON;
export type RequestOptions = PublicKeyCredentialRequestOptionsJSON;
export type Assertion = AuthenticationResponseJSON;

/** Whether the browser offers passkeys where it fills in names. */
export const canFillIn = browserSupportsWebAuthnAutofill;

/** Has the device make a passkey. @throws CeremonyEnded */
export const created = (optionsJSON: CreationOptions): Promise<RegistrationResponseJSON> =>
  alone(() => startRegistration({ optionsJSON }), 'not_made');

/**
 * Has a passkey answer, and `judge` what it said; where nobody knows the passkey, the browser hears of it and offers it no more.
 * @throws CeremonyEnded; whatever `judge` throws
 */
export async function answered<T>(optionsJSON: RequestOptions, judge: (credential: Assertion) => Promise<T>): Promise<T> {
  const credential = await alone(() => startAuthentication({ optionsJSON }));
  return forgetWhereUnknown(optionsJSON.rpId, credential.id, judge(credential));
}

/**
 * Has the browser offer passkeys where it fills in names, until one is picked or `signal` says so (WebAuthn level 3, §5.1.4: conditional
 * mediation). Null where none was picked.
 */
export async function filledIn(optionsJSON: RequestOptions, signal: AbortSignal): Promise<Assertion | null> {
  if (signal.aborted) return null;
  const stop = (): void => WebAuthnAbortService.cancelCeremony();
  signal.addEventListener('abort', stop);
  try {
    return await alone(() => startAuthentication({ optionsJSON, useBrowserAutofill: true }));
  } catch {
    return null; // nobody has asked for anything
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** What the browser was asked last. */
let last: Promise<unknown> = Promise.resolve();

/** Gives up what was asked before, and waits until the browser has let go of it: some refuse a second question beside the first. */
async function alone<T>(ask: () => Promise<T>, givenUp: CeremonyEnd = 'given_up'): Promise<T> {
  WebAuthnAbortService.cancelCeremony();
  await last.catch(() => undefined);
  const asking = ask().catch((cause: unknown) => {
    throw new CeremonyEnded(endOf(cause, givenUp), { cause });
  });
  last = asking;
  return asking;
}

function endOf(error: unknown, givenUp: CeremonyEnd): CeremonyEnd {
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'here_already';
  const { name } = error as Partial<Error>; // whatever an extension throws instead
  if (name === 'NotAllowedError' || name === 'AbortError') return givenUp;
  reportError(error); // a relying party that is not this page's, say: told to the console, too
  return 'not_possible';
}
