import type { Logger } from '@nestjs/common';
import type { Change, ChangeListener } from './change.js';

/** Those who hear of changes in this process. */
export class Listeners {
  private readonly all = new Set<ChangeListener>();

  constructor(private readonly logger: Logger) {}

  add(listener: ChangeListener): () => void {
    const own: ChangeListener = (change) => listener(change);
    this.all.add(own);
    return () => void this.all.delete(own);
  }

  /** One listener's failure keeps no other from hearing. */
  tell(change: Change): void {
    for (const listener of this.all) {
      try {
        listener(change);
      } catch (error) {
        this.logger.error('A listener to revocations failed', error instanceof Error ? error.stack : String(error));
      }
    }
  }
}
