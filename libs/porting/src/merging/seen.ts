import { sha256 } from '@castellan/common';

/** What a run has seen of what only one user may have; a few bytes for each, however long it is. */
export class Seen {
  private readonly values = new Set<number>();
  private fresh: number[] = [];

  /** Whether it is new. */
  add(kind: string, value: string): boolean {
    const short = sha256(`${kind} ${value}`).readUIntBE(0, 6); // of a million values, two meet by chance once in five hundred runs
    if (this.values.has(short)) return false;
    this.values.add(short);
    this.fresh.push(short);
    return true;
  }

  /** What was seen since it was kept last is forgotten: the batch begins again. */
  restart(): void {
    for (const value of this.fresh) this.values.delete(value);
    this.fresh = [];
  }

  keep(): void {
    this.fresh = [];
  }
}
