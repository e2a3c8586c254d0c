import type { CDPSession, Page } from 'playwright-core';
import type { BrowserWindow } from './window.js';

/** What the window's device is able to do; a phone with a fingerprint reader unless told. */
export interface VirtualAuthenticatorOptions {
  /** `internal` is built into the device, `usb` is a key that is plugged in. */
  readonly transport?: 'internal' | 'usb';
  /** Whether it can look at who its user is. */
  readonly canVerifyUser?: boolean;
  /** Whether it can be copied to other devices of its owner. */
  readonly isSynced?: boolean;
}

/** A credential as the browser holds it. */
export interface HeldCredential {
  /** Standard base64, as DevTools writes bytes. */
  readonly credentialId: string;
  readonly isResidentCredential: boolean;
  readonly rpId?: string;
  /** PKCS#8 of an ES256 key. */
  readonly privateKey: string;
  readonly userHandle?: string;
  readonly signCount: number;
}

/**
 * An authenticator that Chromium has instead of a real one, in one window (DevTools protocol, domain `WebAuthn`). It touches itself and
 * recognises its user until told otherwise.
 */
export class VirtualAuthenticator {
  private constructor(
    private readonly session: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async in({ page }: Pick<BrowserWindow, 'page'>, options: VirtualAuthenticatorOptions = {}): Promise<VirtualAuthenticator> {
    const session = await webAuthnOf(page);
    const { transport = 'internal', canVerifyUser = true, isSynced = false } = options;
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport,
        hasResidentKey: true,
        hasUserVerification: canVerifyUser,
        isUserVerified: canVerifyUser,
        automaticPresenceSimulation: true,
        defaultBackupEligibility: isSynced,
        defaultBackupState: isSynced,
      },
    });
    return new VirtualAuthenticator(session, authenticatorId);
  }

  async credentials(): Promise<readonly HeldCredential[]> {
    return (await this.session.send('WebAuthn.getCredentials', this.id)).credentials;
  }

  /** Brings a credential along that was made elsewhere. */
  async hold(credential: HeldCredential): Promise<void> {
    await this.session.send('WebAuthn.addCredential', { ...this.id, credential });
  }

  /** Removed on the device: all credentials, or the one that is named. */
  async forget(credentialId?: string): Promise<void> {
    if (credentialId === undefined) await this.session.send('WebAuthn.clearCredentials', this.id);
    else await this.session.send('WebAuthn.removeCredential', { ...this.id, credentialId });
  }

  /** Whether the next look at the user succeeds. */
  async recognises(isUserVerified: boolean): Promise<void> {
    await this.session.send('WebAuthn.setUserVerified', { ...this.id, isUserVerified });
  }

  /** Whether somebody is there to touch it; without, it waits until the browser gives up. */
  async isTouched(enabled: boolean): Promise<void> {
    await this.session.send('WebAuthn.setAutomaticPresenceSimulation', { ...this.id, enabled });
  }

  /** What it signs from now on is worth nothing. */
  async signsWrongly(isBogusSignature = true): Promise<void> {
    await this.session.send('WebAuthn.setResponseOverrideBits', { ...this.id, isBogusSignature });
  }

  /** Takes the device away. */
  async remove(): Promise<void> {
    await this.session.send('WebAuthn.removeVirtualAuthenticator', this.id);
  }

  private get id(): { readonly authenticatorId: string } {
    return { authenticatorId: this.authenticatorId };
  }
}

/** Without a dialog of the browser's own, which nobody could press in a test. */
async function webAuthnOf(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  return session;
}
