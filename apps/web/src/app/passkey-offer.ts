import { boot } from './boot.js';
import { api } from './client.js';
import { hasPasskeys } from './passkeys.js';
import { storageOf } from './storage.js';

const A_MONTH_MS = 30 * 24 * 3_600_000;
const storage = storageOf('localStorage');

/**
 * Whether somebody who has typed a password is to be offered a passkey now: at most once a month in a browser, where the device has a lock
 * of its own to make one with, and to nobody who has one. It is noted, so that it is asked for once, whatever they answer.
 */
export async function isOfferDue(userId: string): Promise<boolean> {
  const key = `castellan${boot.base}:passkey-offered:${userId}`;
  if (!hasPasskeys || Number(storage.getItem(key)) > Date.now() - A_MONTH_MS) return false;
  return (await hasOwnLock()) && (await hasNone()) && isNoted(key);
}

/** A browser that remembers nothing would have it asked each time. */
function isNoted(key: string): boolean {
  try {
    localStorage.setItem(key, String(Date.now()));
    return true;
  } catch {
    return false;
  }
}

const hasOwnLock = (): Promise<boolean> => PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);

/** Where that cannot be known now, nobody is bothered. */
async function hasNone(): Promise<boolean> {
  const { data } = await api.GET('/api/auth/passkeys').catch(() => ({ data: undefined }));
  return data?.results.length === 0;
}
