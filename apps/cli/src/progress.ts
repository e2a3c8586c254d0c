import type { PortingReport } from '@castellan/porting';

const LINE_EVERY_MS = 5_000;

/** How far a long run is: one line that is written over at a terminal, a line from time to time elsewhere. */
export class Progress {
  private toldAt = 0;
  private isOpen = false;

  constructor(private readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean }) {}

  tell(done: PortingReport | null, total: number | null): void {
    const now = Date.now();
    if (!this.output.isTTY && now - this.toldAt < LINE_EVERY_MS) return;
    this.toldAt = now;
    const line = lineOf(done, total);
    this.output.write(this.output.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    this.isOpen = this.output.isTTY === true;
  }

  end(): void {
    if (this.isOpen) this.output.write('\n');
    this.isOpen = false;
  }
}

function lineOf(done: PortingReport | null, total: number | null): string {
  if (done === null) return total === null ? 'Reading…' : `${String(total)} users found.`;
  const { read, made, updated, left, refused } = done;
  const share = total ? ` of ${String(total)} (${String(Math.floor((100 * read) / total))} %)` : '';
  return `${String(read)}${share}: ${String(made)} made, ${String(updated)} updated, ${String(left)} left, ${String(refused.length)} rows refused`;
}
