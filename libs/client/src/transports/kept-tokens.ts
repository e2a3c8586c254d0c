import type { Kept, TokenStore } from './token-store.js';

/** A store as the app gives it, and what it has not taken yet: tokens that a store could not write are used all the same. */
export class KeptTokens {
  private unwritten: Kept | null = null;
  private writing: Promise<void> | null = null;

  constructor(private readonly store: TokenStore) {}

  async read(): Promise<Kept> {
    await this.writeOut();
    const kept = await this.store.read();
    return this.unwritten ?? { tokens: kept?.tokens ?? null, device_token: kept?.device_token ?? null };
  }

  async write(kept: Kept): Promise<void> {
    this.unwritten = kept;
    await this.writeOut();
  }

  private writeOut(): Promise<void> {
    this.writing ??= this.tryToWrite().finally(() => {
      this.writing = null;
    });
    return this.writing;
  }

  /** One write at a time, so that the newest is the last. What fails is tried again with the next call. */
  private async tryToWrite(): Promise<void> {
    for (let kept = this.unwritten; kept; kept = this.unwritten) {
      try {
        await this.store.write(kept);
      } catch {
        return;
      }
      this.written(kept);
    }
  }

  private written(kept: Kept): void {
    if (this.unwritten === kept) this.unwritten = null;
  }
}
