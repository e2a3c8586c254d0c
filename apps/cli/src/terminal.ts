import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { Refusal, WrongUsage } from './failure.js';

interface Input extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
}

/** Asks a person. Questions go to standard error, so that standard output holds results only. */
export class Terminal {
  /** Not even what is typed before it was asked for is shown: it may be a password. */
  private isMuted = true;
  private readonly lines: AsyncIterator<string>;
  private readonly readline: Interface;

  constructor(
    input: Input,
    private readonly output: NodeJS.WritableStream,
  ) {
    const echo = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (!this.isMuted) output.write(chunk);
        done();
      },
    });
    // No history: the arrow keys would bring a password back.
    this.readline = createInterface({ input, output: echo, terminal: true, historySize: 0 });
    this.lines = this.readline[Symbol.asyncIterator]();
  }

  /** The terminal of this process. @throws WrongUsage when nobody sits at it */
  static open(otherwise: string): Terminal {
    if (!process.stdin.isTTY) throw new WrongUsage(`There is no terminal to ask on. ${otherwise}`);
    return new Terminal(process.stdin, process.stderr);
  }

  /** @throws Refusal when the person leaves with Ctrl-C or Ctrl-D */
  async ask(question: string): Promise<string> {
    this.isMuted = false;
    try {
      this.readline.setPrompt(`${question}: `);
      this.readline.prompt();
      return (await this.nextLine()).trim();
    } finally {
      this.isMuted = true;
    }
  }

  /** What is typed is not shown, and taken as it stands, blanks around it too. */
  async askSecret(question: string): Promise<string> {
    this.output.write(`${question}: `);
    try {
      return await this.nextLine();
    } finally {
      this.output.write('\n');
    }
  }

  /** Asks until the same was typed twice. */
  async askNewPassword(): Promise<string> {
    for (;;) {
      const password = await this.askSecret('Password');
      if (password === (await this.askSecret('Password again'))) return password;
      this.say('The two are not the same.');
    }
  }

  say(message: string): void {
    this.output.write(`${message}\n`);
  }

  close(): void {
    this.readline.close();
  }

  private async nextLine(): Promise<string> {
    const line = await this.lines.next();
    if (line.done) throw new Refusal('Stopped; nothing was changed.');
    return line.value;
  }
}
