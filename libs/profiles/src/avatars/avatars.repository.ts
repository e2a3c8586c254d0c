import { Clock, randomToken } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { PROFILES_OPTIONS } from '../profiles.options.js';
import type { ProfilesOptions } from '../profiles.options.js';
import { AvatarStore } from './avatar-store.js';

/** Avatars in the table `avatars`. */
@Injectable()
export class AvatarsRepository extends AvatarStore {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    @Inject(PROFILES_OPTIONS) private readonly options: ProfilesOptions,
  ) {
    super();
  }

  /** One statement: of two at once the later stays, and no third remains. */
  async put(userId: string, picture: Buffer): Promise<void> {
    await this.transaction.query(
      `INSERT INTO avatars (id, user_id, image, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id) DO UPDATE SET id = excluded.id, image = excluded.image, created_at = excluded.created_at`,
      [randomToken(), userId, picture, this.clock.now()],
    );
  }

  async remove(userId: string): Promise<boolean> {
    const removed = await this.transaction.query('DELETE FROM avatars WHERE user_id = $1 RETURNING id', [userId]);
    return removed.length === 1;
  }

  async urlOf(userId: string): Promise<string | null> {
    const [avatar] = await this.transaction.query<{ id: string }>('SELECT id FROM avatars WHERE user_id = $1', [userId]);
    return avatar ? `${this.options.publicUrl}/avatars/${avatar.id}.webp` : null;
  }

  async read(name: string): Promise<Buffer | null> {
    const [avatar] = await this.transaction.query<{ image: Buffer }>('SELECT image FROM avatars WHERE id = $1', [name]);
    return avatar?.image ?? null;
  }

  override async namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const avatars = await this.transaction.query<{ id: string; userId: string }>(
      'SELECT id, user_id AS "userId" FROM avatars WHERE user_id = ANY ($1::uuid[])',
      [userIds],
    );
    return new Map(avatars.map(({ id, userId }) => [userId, id]));
  }

  exportOf(userId: string): Promise<readonly unknown[]> {
    return this.transaction.query(
      `SELECT created_at, 'image/webp' AS type, translate(encode(image, 'base64'), E'\\n', '') AS image FROM avatars WHERE user_id = $1`,
      [userId],
    );
  }
}
