import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const END = '\0';

/** One bash, into which commands are typed one after the other. */
export class Shell {
  private readonly directory = mkdtempSync(join(tmpdir(), 'castellan-shell-'));
  private readonly bash = spawn('bash', ['--noprofile', '--norc'], {
    cwd: this.directory,
    env: { PATH: process.env['PATH'], HOME: this.directory, TMPDIR: this.directory },
    stdio: ['pipe', 'pipe', 'pipe'],
  });

  private output = '';

  constructor() {
    this.bash.stdout.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.bash.stderr.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** What the commands print, errors too. */
  async type(commands: string): Promise<string> {
    this.output = '';
    this.bash.stdin.write(`${commands}\nprintf '\\0'\n`);
    while (!this.output.endsWith(END)) {
      if (this.bash.exitCode !== null) throw new Error(`The shell has ended:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this.output.slice(0, -END.length);
  }

  close(): void {
    this.bash.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
