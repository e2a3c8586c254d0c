import { Injectable } from '@nestjs/common';

/** Whether the process is about to end: it serves on for a while, tells balancers to go elsewhere, and keeps no connection for another request. */
@Injectable()
export class Drain {
  private begun = false;
  private readonly listeners = new Set<() => void>();

  get hasBegun(): boolean {
    return this.begun;
  }

  /** Calls the listener once it begins: for what holds answers back. */
  onBegin(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** There is no way back. */
  begin(): void {
    if (this.begun) return;
    this.begun = true;
    for (const listener of this.listeners) listener();
  }
}
