import { Clock, randomToken, sha256 } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { DeviceReuse } from './device-reuse.service.js';
import { DeviceTokens } from './device-tokens.js';
import { DevicesRepository } from './devices.repository.js';
import type { ShownDevice } from './devices.repository.js';

/** A script that never sends its token back is a new device each time. More than live sessions, so that none loses its device. */
const MAX_DEVICES = 100;
/** So long after a sign-in the token before it is a parallel tab or a lost answer; later it is a copy. */
export const DEVICE_GRACE_MS = 10_000;

/** From where a sign-in comes, with the device token it shows. */
export interface DeviceContext extends RequestContext {
  readonly deviceToken: string | null;
}

/** A device that a sign-in came from. */
export interface RecognizedDevice {
  readonly id: string;
  /** Does it do without the second factor for now? */
  readonly isTrusted: boolean;
}

/** A device after a completed sign-in. */
export interface KnownDevice {
  readonly id: string;
  /** 256 bits, base64url; the client keeps it and shows it at the next sign-in. */
  readonly token: string;
  /** Was it met for the first time? */
  readonly isNew: boolean;
}

/**
 * Remembers where a user has signed in. A device is known to each user apart: one browser, two people, two devices. Its token changes at
 * each completed sign-in, so that a copy is worth nothing after the next one, and is found out when it is shown.
 */
@Injectable()
export class KnownDevices {
  private readonly tokens: DeviceTokens;

  constructor(
    private readonly devices: DevicesRepository,
    private readonly reuse: DeviceReuse,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {
    this.tokens = new DeviceTokens(options.secretKeys);
  }

  /** This user's device with the token, if it is one. A copy of a former token is none, and its device is forgotten. */
  async recognize(userId: string, context: DeviceContext): Promise<RecognizedDevice | null> {
    const { deviceToken: token } = context;
    const device = token === null ? null : await this.devices.find(userId, token, this.clock.now());
    if (!device || token === null) return null;
    if (this.isCurrent(device, DEVICE_GRACE_MS)) return device;
    await this.reuse.detected(userId, token, context);
    return null;
  }

  async idOf(userId: string, context: DeviceContext): Promise<string | null> {
    return (await this.recognize(userId, context))?.id ?? null;
  }

  /** As `recognize`, where a copy is found out later, at the door. */
  isKnown(userId: string, token: string | null): Promise<boolean> {
    return this.wasKnown(userId, token, DEVICE_GRACE_MS);
  }

  /** For a sign-in that waits for its second factor, and was looked at when it began. */
  wasKnownAtItsBegin(userId: string, token: string | null): Promise<boolean> {
    return this.wasKnown(userId, token, this.waitMs);
  }

  /** Is the shown token the one that a sign-in began with, or the one that took its place meanwhile? */
  isSame(userId: string, began: string | null, shown: string | null): boolean {
    if (began === shown) return true;
    return began !== null && shown !== null && this.tokens.nextOf(userId, began, sha256(shown)) !== null;
  }

  /** Part of a completed sign-in. */
  async trust(deviceId: string, until: Date): Promise<void> {
    await this.devices.trust(deviceId, until);
  }

  /** Recognizes the device by its token, or makes it known; under a new token either way. Part of a completed sign-in. */
  async remember(userId: string, context: DeviceContext, name: string): Promise<KnownDevice> {
    const { deviceToken: token } = context;
    const known = token === null ? null : await this.goOn(userId, token, name, context);
    return known ?? this.meet(userId, name);
  }

  private async goOn(userId: string, token: string, name: string, context: RequestContext): Promise<KnownDevice | null> {
    const next = this.tokens.next(userId, token);
    const id = await this.devices.rotate({ userId, token, next, name }, this.clock.now());
    return id ? { id, token: next, isNew: false } : this.join(userId, token, context);
  }

  /** A sign-in beside this one was quicker. This one was let in when it began, which may be as long ago as a second factor may take. */
  private async join(userId: string, token: string, context: RequestContext): Promise<KnownDevice | null> {
    const device = await this.devices.find(userId, token, this.clock.now());
    const next = device && this.tokens.nextOf(userId, token, device.tokenHash);
    if (!next) return null;
    if (this.isCurrent(device, this.waitMs)) return { id: device.id, token: next, isNew: false };
    await this.reuse.detected(userId, token, context);
    return null;
  }

  private async meet(userId: string, name: string): Promise<KnownDevice> {
    const token = randomToken(); // never one that was sent: a planted one must not become known (session fixation)
    const id = await this.devices.insert(userId, token, name, this.clock.now());
    await this.devices.deleteBeyond(userId, MAX_DEVICES);
    return { id, token, isNew: true };
  }

  private async wasKnown(userId: string, token: string | null, graceMs: number): Promise<boolean> {
    const device = token === null ? null : await this.devices.find(userId, token, this.clock.now());
    return device !== null && this.isCurrent(device, graceMs);
  }

  /** A sign-in that waited for its second factor may end so long after another one on the same device. */
  private get waitMs(): number {
    return DEVICE_GRACE_MS + this.options.pendingTtlMs;
  }

  private isCurrent({ replacedAt }: ShownDevice, graceMs: number): boolean {
    return replacedAt === null || this.clock.millis() - replacedAt.getTime() <= graceMs;
  }
}
