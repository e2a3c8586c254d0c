import { Clock } from '@castellan/common';
import { Injectable, Logger } from '@nestjs/common';
import { ApiKeysRepository } from './api-keys.repository.js';

const MINUTE_MS = 60_000;
const MAX_KEYS = 10_000;

/** Writes down when a key was used last: once a minute at most, and no request waits for it. */
@Injectable()
export class KeyUses {
  private readonly logger = new Logger(KeyUses.name);
  private readonly written = new Map<string, number>();

  constructor(
    private readonly repository: ApiKeysRepository,
    private readonly clock: Clock,
  ) {}

  note(id: string): void {
    const now = this.clock.millis();
    const last = this.written.get(id);
    if (last !== undefined && Math.abs(now - last) < MINUTE_MS) return;
    if (this.written.size >= MAX_KEYS) this.written.clear();
    this.written.set(id, now);
    void this.write(id);
  }

  private async write(id: string): Promise<void> {
    try {
      await this.repository.touch(id, this.clock.now(), this.clock.in(-MINUTE_MS));
    } catch (error) {
      this.written.delete(id);
      this.logger.debug(`When a key was used could not be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
