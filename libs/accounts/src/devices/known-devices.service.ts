import { Clock, randomToken } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { DevicesRepository } from './devices.repository.js';

/** A script that never sends its token back is a new device each time. More than live sessions, so that none loses its device. */
const MAX_DEVICES = 100;

/** A device after a completed sign-in. */
export interface KnownDevice {
  readonly id: string;
  /** 256 random bits, base64url; the client keeps it and shows it at the next sign-in. */
  readonly token: string;
  /** Was it met for the first time? */
  readonly isNew: boolean;
}

/** Remembers where a user has signed in. A device is known to each user apart: one browser, two people, two devices. */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly devices: DevicesRepository,
    private readonly clock: Clock,
  ) {}

  /** The id of this user's device with the token, if it is one; changes nothing. */
  async recognize(userId: string, token: string | null): Promise<string | null> {
    return token === null ? null : this.devices.find(userId, token);
  }

  /** Does this user's device with the token do without the second factor for now? */
  async isTrusted(userId: string, token: string | null): Promise<boolean> {
    return token !== null && this.devices.isTrusted(userId, token, this.clock.now());
  }

  /** Part of a completed sign-in. */
  async trust(deviceId: string, until: Date): Promise<void> {
    await this.devices.trust(deviceId, until);
  }

  /** Recognizes the device by its token, or makes it known under a new one. Part of a completed sign-in. */
  async remember(userId: string, token: string | null, name: string): Promise<KnownDevice> {
    const now = this.clock.now();
    const known = token === null ? null : await this.devices.markSeen(userId, token, name, now);
    if (known && token !== null) return { id: known, token, isNew: false };
    const fresh = randomToken(); // never the token that was sent: a planted one must not become known (session fixation)
    const id = await this.devices.insert(userId, fresh, name, now);
    await this.devices.deleteBeyond(userId, MAX_DEVICES);
    return { id, token: fresh, isNew: true };
  }
}
