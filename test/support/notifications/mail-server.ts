import { SMTPServer } from 'smtp-server';
import type { SMTPServerAddress, SMTPServerDataStream, SMTPServerSession } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly source: string;
}

/** A real mail server on a port of its own, which can go away and come back. */
export class TestMailServer {
  readonly received: ReceivedMail[] = [];
  /** What clients called themselves. */
  readonly greetings = new Set<string>();
  refuses: { readonly address: string; readonly code: number } | null = null;
  /** Takes connections, and says not a word. */
  hangs = false;
  /** Whether it offers SMTPUTF8, from its next start on. */
  hasUtf8 = true;
  private port = 0;
  private server: SMTPServer | null = null;

  static async start(): Promise<TestMailServer> {
    const server = new TestMailServer();
    await server.startAgain();
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async startAgain(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      hideSMTPUTF8: !this.hasUtf8,
      onConnect: (_session, done) => {
        if (!this.hangs) done();
      },
      onRcptTo: ({ address }, _session, done) => done(this.refusalOf(address)),
      onData: (stream, session, done) => void this.receive(stream, session).then(() => done(), done),
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    const address = server.server.address();
    if (address && typeof address === 'object') this.port = address.port;
    this.server = server;
  }

  async stop(): Promise<void> {
    const server = this.server;
    this.server = null;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }

  private refusalOf(address: string): Error | null {
    if (this.refuses?.address !== address) return null;
    return Object.assign(new Error(`<${address}> is refused`), { responseCode: this.refuses.code });
  }

  private async receive(stream: SMTPServerDataStream, { envelope, hostNameAppearsAs }: SMTPServerSession): Promise<void> {
    this.greetings.add(hostNameAppearsAs);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    this.received.push({ to: envelope.rcptTo.map(({ address }: SMTPServerAddress) => address), source: Buffer.concat(chunks).toString() });
  }
}
