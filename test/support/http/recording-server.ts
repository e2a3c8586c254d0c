import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';

/** Somebody's HTTP API: takes JSON, answers as it is told, and remembers what came. */
export class RecordingServer {
  readonly taken: Readonly<Record<string, unknown>>[] = [];
  /** Of the next answers; 200 when none is left. */
  readonly statuses: number[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<RecordingServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const recording = new RecordingServer(server, `http://127.0.0.1:${typeof address === 'object' ? String(address?.port) : ''}`);
    server.on('request', (request, response) => {
      void recording.take(request).then((status) => response.writeHead(status).end());
    });
    return recording;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const status = this.statuses.shift() ?? 200;
    if (status === 200) this.taken.push(JSON.parse(Buffer.concat(chunks).toString()) as Readonly<Record<string, unknown>>);
    return status;
  }
}
