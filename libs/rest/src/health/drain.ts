import { Injectable } from '@nestjs/common';

/** Whether the process is about to end: it serves on for a while, tells balancers to go elsewhere, and keeps no connection for another request. */
@Injectable()
export class Drain {
  private begun = false;

  get hasBegun(): boolean {
    return this.begun;
  }

  /** There is no way back. */
  begin(): void {
    this.begun = true;
  }
}
