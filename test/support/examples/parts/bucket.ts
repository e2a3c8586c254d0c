import { randomUUID } from 'node:crypto';
import { Transaction } from '@castellan/data';
import { AvatarStore } from '@castellan/profiles';

/** What is used of a client of an object store. */
export interface Objects {
  put(name: string, content: Uint8Array): Promise<void>;
  list(folder: string): Promise<readonly string[]>;
  remove(name: string): Promise<void>;
}

/** Pictures in an object store that the public reads from. */
export class Bucket extends AvatarStore {
  constructor(
    private readonly objects: Objects,
    private readonly url: string,
    private readonly transaction: Transaction,
  ) {
    super();
  }

  async put(userId: string, picture: Buffer): Promise<void> {
    const former = await this.objects.list(userId);
    await this.objects.put(`${userId}/${randomUUID()}.webp`, picture);
    this.letGo(former);
  }

  async remove(userId: string): Promise<boolean> {
    const names = await this.objects.list(userId);
    this.letGo(names);
    return names.length > 0;
  }

  async urlOf(userId: string): Promise<string | null> {
    const [name] = await this.objects.list(userId);
    return name === undefined ? null : `${this.url}/${name}`;
  }

  read(): Promise<null> {
    return Promise.resolve(null); // the store has addresses of its own
  }

  async exportOf(userId: string): Promise<readonly unknown[]> {
    const url = await this.urlOf(userId);
    return url === null ? [] : [{ url }];
  }

  /** Not before the profile says so too: a rollback brings the former picture back. */
  private letGo(names: readonly string[]): void {
    this.transaction.afterCommit(async () => {
      await Promise.all(names.map((name) => this.objects.remove(name)));
    });
  }
}
