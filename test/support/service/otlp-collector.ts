import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** As OTLP writes them in JSON (https://opentelemetry.io/docs/specs/otlp/#otlphttp). */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}

interface Sent {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly CollectedSpan[] }[] }[];
}

/** Takes spans by OTLP over HTTP as JSON, and keeps them. */
export class OtlpCollector {
  private readonly bodies: string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<OtlpCollector> {
    const server = createServer();
    const collector = new OtlpCollector(server);
    server.on('request', (request, response) => void collector.take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  /** How a process that is spawned in the repository is told to send its spans here. */
  get environment(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo; // a TCP server has a port
    return {
      NODE_OPTIONS: '--import ./dist/apps/castellan/src/telemetry.js',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_BSP_SCHEDULE_DELAY: '100',
    };
  }

  /** All that was sent, as it came. */
  get received(): string {
    return this.bodies.join('\n');
  }

  get spans(): readonly CollectedSpan[] {
    const sent = this.bodies.map((body) => JSON.parse(body) as Sent);
    return sent.flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/v1/traces') this.bodies.push(await text(request));
    response.setHeader('content-type', 'application/json').end('{}');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
