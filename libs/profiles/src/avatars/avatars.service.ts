import { inTime, Unavailable } from '@castellan/common';
import { plainError } from '@castellan/data';
import { Injectable, Logger } from '@nestjs/common';
import { AvatarImages } from './avatar-images.service.js';
import { AvatarStore } from './avatar-store.js';
import { AvatarsRepository } from './avatars.repository.js';

/** A store of the host that has not answered by then is taken for one that is away. */
const STORE_MS = 5_000;
const MAX_URL_LENGTH = 2_048;

/** The pictures of users. Making one ready takes long and is no part of a transaction; keeping it is. */
@Injectable()
export class Avatars {
  private readonly logger = new Logger(Avatars.name);

  constructor(
    private readonly images: AvatarImages,
    private readonly store: AvatarStore,
  ) {}

  /**
   * Makes of a file that somebody sent (JPEG, PNG, GIF, WebP) the picture to keep: WebP, 400×400, without metadata. Call it outside of
   * any transaction.
   * @throws ValidationFailed at `avatar`, Unavailable when too many wait
   */
  makeReady(file: Buffer): Promise<Buffer> {
    return this.images.make(file);
  }

  /** Keeps a picture that `makeReady` gave in place of the user's former one. @throws Unavailable when a store of the host is away */
  keep(userId: string, picture: Buffer): Promise<void> {
    return this.ask(() => this.store.put(userId, picture));
  }

  /** False when there was none. @throws Unavailable when a store of the host is away */
  async remove(userId: string): Promise<boolean> {
    return await this.ask(() => this.store.remove(userId));
  }

  /** The absolute address of the user's picture; null without one. */
  async urlOf(userId: string): Promise<string | null> {
    return await this.ask(async () => urlIn(await this.store.urlOf(userId)), null);
  }

  /** What is kept of the user, for the export of the account. @throws Unavailable when a store of the host is away */
  exportOf(userId: string): Promise<readonly unknown[]> {
    return this.ask(async () => listIn(await this.store.exportOf(userId)));
  }

  /** The names of the pictures of those who have one, for `read`: one look for a whole list. */
  namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.ask(async () => namesIn(await this.store.namesOf(userIds)), new Map());
  }

  /** The picture with the name, for anyone; null when there is none. */
  async read(name: string): Promise<Buffer | null> {
    const picture: unknown = await this.ask(() => this.store.read(name));
    if (!(picture instanceof Uint8Array)) return null;
    return Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  }

  /** Ours fails as the database does. One of the host is 503 when it fails, or nothing, where that says as much. */
  private async ask<T>(work: () => Promise<T>, otherwise?: T): Promise<T> {
    if (this.store instanceof AvatarsRepository) return work();
    try {
      return await inTime(STORE_MS, work);
    } catch (error) {
      this.logger.error(`The store of avatars failed: ${plainError(error instanceof Error ? error.message : 'what it threw is no error')}`);
      if (otherwise === undefined) throw new Unavailable({ cause: error });
      return otherwise;
    }
  }
}

/** It is handed to browsers. @throws Error for what is no absolute http(s) URL of up to 2 048 characters */
function urlIn(given: unknown): string | null {
  if (given === null || given === undefined) return null;
  const url = typeof given === 'string' && given.length <= MAX_URL_LENGTH && URL.canParse(given) ? new URL(given) : null;
  const isUsable = url !== null && /^https?:$/.test(url.protocol) && url.href.length <= MAX_URL_LENGTH;
  if (!isUsable) throw new Error('it gives an address that is no http(s) URL, or too long');
  return url.href;
}

/** @throws Error for what is no list, or nothing that JSON can say */
function listIn(given: unknown): readonly unknown[] {
  if (!Array.isArray(given)) throw new Error('what it gives for the export is no list');
  return JSON.parse(JSON.stringify(given)) as unknown[]; // a list, by the line above
}

/** @throws Error for what is no map */
function namesIn(given: unknown): ReadonlyMap<string, string> {
  if (!(given instanceof Map)) throw new Error('the names that it gives are no map');
  return given as ReadonlyMap<string, string>; // who looks a name up looks at what it is
}
