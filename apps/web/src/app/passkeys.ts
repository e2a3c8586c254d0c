import { NetworkFailure, orThrow } from '@castellan/client';
import type { Assertion, RequestOptions } from '../passkeys/ceremonies.js';
import { boot } from './boot.js';
import { api } from './client.js';

/** Whether this browser has passkeys, and those of the service are made for this page. */
export const hasPasskeys = boot.passkeys && 'PublicKeyCredential' in window;

/** What talks with authenticators, fetched when it is needed. @throws NetworkFailure where it cannot be had */
export const ceremonies = (): Promise<typeof import('../passkeys/ceremonies.js')> =>
  import('../passkeys/ceremonies.js').catch((cause: unknown) => {
    throw new NetworkFailure(null, { cause });
  });

/**
 * Has a passkey answer, and the service judge the answer.
 * @throws CeremonyEnded where there is none; whatever `judge` throws
 */
export async function withPasskey<T>(options: RequestOptions, judge: (credential: Assertion) => Promise<T>): Promise<T> {
  return (await ceremonies()).answered(options, judge);
}

/** The same for who is signed in already, with a passkey of their own. @throws CeremonyEnded, ProblemError */
export async function withOwnPasskey<T>(judge: (credential: Assertion) => Promise<T>): Promise<T> {
  const { options } = await orThrow(api.POST('/api/auth/reauthenticate/options'));
  return withPasskey(options, judge);
}

/**
 * One after the other, in all tabs: what a browser is told of its passkeys last is what is so last, and nothing is told while one is made,
 * which would be taken for one that nobody knows.
 */
export const inTurn = <T>(work: () => Promise<T>): Promise<Awaited<T>> => navigator.locks.request(`castellan${boot.base}:passkeys`, work);
