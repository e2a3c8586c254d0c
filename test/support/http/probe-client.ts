import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startProbe, type ProbeOverrides } from './probe.js';

const JSON_BODY = { 'content-type': 'application/json' };

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The JSON of the answer; `{}` if it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Talks to a probe app of its own. */
export class ProbeClient {
  private running: NestFastifyApplication | null = null;

  get app(): NestFastifyApplication {
    if (!this.running) throw new Error('Start the probe first.');
    return this.running;
  }

  async restart(overrides: ProbeOverrides = {}): Promise<void> {
    await this.close();
    this.running = await startProbe(overrides);
  }

  async close(): Promise<void> {
    await this.running?.close();
  }

  async send(method: Method, url: string, headers: Record<string, string> = {}, payload?: string | Buffer): Promise<Answer> {
    const answer = await this.app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
    const isJson = String(answer.headers['content-type']).includes('json');
    return { status: answer.statusCode, headers: answer.headers, body: isJson && answer.body ? answer.json() : {} };
  }

  /** Posts to the route that echoes what its DTO took. */
  post(payload: string | Buffer, headers: Record<string, string> = JSON_BODY): Promise<Answer> {
    return this.send('POST', '/api/probe/echo', headers, payload);
  }

  /** Sends bytes as they are, which no HTTP client would send; the app must listen. */
  async raw(text: string): Promise<string> {
    const { port } = this.app.getHttpServer().address() as AddressInfo; // a TCP server has a port
    return new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
      socket.setTimeout(3_000, () => socket.destroy());
    });
  }
}

/** The answer is a whole problem with this status and code, and its trace id is the request's. */
export function expectProblem({ headers, body }: Answer, status: number, code: string): void {
  expect(body).toMatchObject({ status, code, type: `urn:castellan:error:${code}` });
  expect(body['title']).toEqual(expect.any(String));
  expect(body['detail']).toEqual(expect.any(String));
  expect(headers['content-type']).toContain('application/problem+json');
  expect(body['trace_id']).toBe(headers['x-request-id']);
}
