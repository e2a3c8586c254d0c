import { Injectable } from '@nestjs/common';
import { AvatarImages } from './avatar-images.service.js';
import { AvatarStore } from './avatar-store.js';

/** The pictures of users. Making one ready takes long and is no part of a transaction; keeping it is. */
@Injectable()
export class Avatars {
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

  /** Keeps a picture that `makeReady` gave in place of the user's former one. */
  keep(userId: string, picture: Buffer): Promise<void> {
    return this.store.put(userId, picture);
  }

  /** False when there was none. */
  remove(userId: string): Promise<boolean> {
    return this.store.remove(userId);
  }

  /** The absolute address of the user's picture; null without one. */
  urlOf(userId: string): Promise<string | null> {
    return this.store.urlOf(userId);
  }

  /** The names of the pictures of those who have one, for `read`: one look for a whole list. */
  namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.store.namesOf(userIds);
  }

  /** The picture with the name, for anyone; null when there is none. */
  read(name: string): Promise<Buffer | null> {
    return this.store.read(name);
  }
}
