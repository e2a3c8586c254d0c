import type { Person } from '../people/people.js';
import { VirtualAuthenticator } from './authenticator.js';
import type { VirtualAuthenticatorOptions } from './authenticator.js';
import type { Pages } from './pages.js';
import { signedInWindow } from './signed-in.js';
import type { BrowserWindow, WindowOptions } from './window.js';

export interface PasskeyHolder {
  readonly person: Person;
  readonly window: BrowserWindow;
  readonly device: VirtualAuthenticator;
  /** As the service calls it. */
  readonly passkeyId: string;
  readonly backupCodes: readonly string[];
}

interface HolderOptions {
  readonly person?: Person;
  readonly device?: VirtualAuthenticatorOptions;
  readonly window?: WindowOptions;
}

/** As a page of somebody else makes one, without a library. */
const MAKE = `(async () => {
  const post = async (path, body) => {
    const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const { options } = await post('/api/auth/passkeys/options/', {});
  const credential = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  return post('/api/auth/passkeys/', { credential: credential.toJSON() });
})()`;

interface Made {
  readonly id: string;
  readonly backup_codes?: readonly string[];
}

/** Somebody who is signed in, in a window whose device has a passkey of theirs. */
export async function aPasskeyHolder(
  pages: Pages,
  { person: who, device: kind, window: look }: HolderOptions = {},
): Promise<PasskeyHolder> {
  const { person, window } = await signedInWindow(pages, who, look);
  const device = await VirtualAuthenticator.in(window, kind);
  await window.go('/logout');
  const { id, backup_codes: backupCodes = [] } = await window.page.evaluate<Made>(MAKE);
  return { person, window, device, passkeyId: id, backupCodes };
}

/** The same, signed out again, and nobody is there to touch the device. */
export async function aPasskeyHolderOutside(pages: Pages, options: HolderOptions = {}): Promise<PasskeyHolder> {
  const holder = await aPasskeyHolder(pages, options);
  await holder.device.isTouched(false);
  await holder.window.page.context().clearCookies();
  return holder;
}

/** The same with a key that is plugged in and knows nobody: it shows that somebody is there, and not who. */
export async function aKeyHolderOutside(pages: Pages): Promise<PasskeyHolder> {
  const holder = await aPasskeyHolderOutside(pages);
  const held = await holder.device.credentials();
  await holder.device.remove();
  const device = await VirtualAuthenticator.in(holder.window, { transport: 'usb', canVerifyUser: false });
  for (const credential of held) await device.hold(credential);
  await device.isTouched(false);
  return { ...holder, device };
}
