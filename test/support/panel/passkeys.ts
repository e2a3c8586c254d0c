import { Transaction } from '@castellan/data';
import { Passkeys } from '@castellan/passkeys';
import type { Passkey } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import type { TestApp } from '../app/test-app.js';
import { SoftwareAuthenticator } from '../authenticator/software-authenticator.js';
import type { AuthenticatorOptions } from '../authenticator/software-authenticator.js';
import type { SignedInOperator, TestPanel } from './browser.js';

/** Of the panel of a `TestApp` that is told no `ADMIN_URL`. */
export const PANEL_ORIGIN = 'http://localhost:3001';

type CreationOptions = Awaited<ReturnType<Passkeys['registrationOptions']>>['options'];

/** Gives a user a passkey, past the routes. @param make what an authenticator says to the options */
export async function givePasskey(
  app: Pick<TestApp, 'get'>,
  userId: string,
  make: (options: CreationOptions) => unknown,
  name: string | null = null,
): Promise<Passkey> {
  const passkeys = app.get(Passkeys);
  const ceremony = { purpose: 'registration', userId, boundTo: 'a session' };
  const { options } = await passkeys.registrationOptions(ceremony, { name: userId, displayName: '' });
  const made = await passkeys.verifyRegistration(ceremony, await make(options));
  return (await app.get(Transaction).run(() => passkeys.add(userId, made, name))).passkey;
}

/** A device with a passkey of the user's, in front of the panel unless told. */
export async function aDeviceOf(app: TestApp, userId: string, options: Partial<AuthenticatorOptions> = {}): Promise<SoftwareAuthenticator> {
  const device = new SoftwareAuthenticator({ origin: PANEL_ORIGIN, ...options });
  const { publicUrl } = app.configuration;
  await givePasskey(app, userId, (creation) => device.create(creation, { origin: new URL(publicUrl).origin }));
  return device;
}

/** Staff whose two-step sign-in is by passkey alone. */
export async function staffByPasskey(panel: TestPanel) {
  const person = await panel.aStaffMember();
  const device = await aDeviceOf(panel.app, person.id);
  const backupCodes = await panel.app.get(TwoFactor).turnOn(person.id);
  return { ...person, device, backupCodes };
}

/** Somebody in the panel who has a passkey besides. */
export async function anOperatorWithPasskey(panel: TestPanel): Promise<SignedInOperator & { readonly device: SoftwareAuthenticator }> {
  const operator = await panel.anOperator();
  return { ...operator, device: await aDeviceOf(panel.app, operator.id) };
}
