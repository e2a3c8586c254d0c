/** How many at once one process tells one endpoint: one that is slow holds up no other. */
const LANES = 2;

/** Who is being told right now. */
export class WebhookLanes {
  private readonly taken = new Map<string, number>();

  /** False when all lanes to it are taken. Else call `leave` after. */
  enter(endpointId: string): boolean {
    const taken = this.taken.get(endpointId) ?? 0;
    if (taken >= LANES) return false;
    this.taken.set(endpointId, taken + 1);
    return true;
  }

  leave(endpointId: string): void {
    const left = (this.taken.get(endpointId) ?? 1) - 1;
    if (left > 0) this.taken.set(endpointId, left);
    else this.taken.delete(endpointId);
  }
}
