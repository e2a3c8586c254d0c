/**
 * Where avatars are kept: ready pictures, WebP of 400×400. The default keeps them in PostgreSQL, since several nodes share no disk; a host
 * may put its own in its place (`ProfilesModule.forRoot({ avatarStore })`). `put` and `remove` are called in the profile's transaction:
 * a store elsewhere writes the new picture under a new name before, and deletes the old one with `Transaction.afterCommit`.
 */
export abstract class AvatarStore {
  /** Keeps the picture as the user's only one, under a new name that nobody can guess; the former one goes. */
  abstract put(userId: string, picture: Buffer): Promise<void>;

  /** False when there was none. */
  abstract remove(userId: string): Promise<boolean>;

  /** The absolute http(s) URL of the user's picture, of up to 2 048 characters; null without one. Another address is none. */
  abstract urlOf(userId: string): Promise<string | null>;

  /** The picture of `/avatars/{name}.webp`; null when there is none, or no longer. A store with addresses of its own gives null. */
  abstract read(name: string): Promise<Buffer | null>;

  /** The names by which `read` gives the pictures of those who have one; none from a store with addresses of its own. */
  namesOf(_userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map());
  }

  /** What is kept of the user, as JSON can say it, for the export of the account; pictures as Base64. Without a list there is no export. */
  abstract exportOf(userId: string): Promise<readonly unknown[]>;
}
