import { statSync, utimesSync } from 'node:fs';

const TOUCH_EVERY_MS = 3_000;
/** So long without a touch, watched by our own clock: the owner has ended. */
const QUIET_MS = 15_000;
/** As old as this, a touch needs no watching, whatever the clocks of two hosts say. */
const LONG_AGO_MS = 5 * 60_000;

/**
 * The signs of life of an owner on another host (a container with the same volume), whose processes cannot be looked at. The clocks of
 * two hosts differ, so its touches are not compared with our time: they are watched.
 */
export class LockTouches {
  private first: number | null = null;
  private last = NaN;
  private since = NaN;

  constructor(private readonly file: string) {}

  /** Touches the file while its owner lives; returns the end of it. */
  static keepTouching(file: string): () => void {
    const timer = setInterval(() => touch(file), TOUCH_EVERY_MS).unref();
    return () => clearInterval(timer);
  }

  /** Whether it may still turn out that the owner has ended: no sign of life was seen since the first look, of an owner elsewhere. */
  get mayBeLeft(): boolean {
    return this.first !== null && this.first === this.last;
  }

  areOver(): boolean {
    const touched = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs;
    if (touched === undefined) return true;
    this.first ??= touched;
    if (touched !== this.last) [this.last, this.since] = [touched, performance.now()];
    return performance.now() - this.since >= QUIET_MS || Math.abs(Date.now() - touched) > LONG_AGO_MS;
  }
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // removed by hand; nothing to keep alive
  }
}
