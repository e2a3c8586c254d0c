import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ProbeClient } from '../../support/http/probe-client.js';

const probe = new ProbeClient();
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function post(port: number, path: string, body: string): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
    const sent = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('shutdown', () => {
  it('finishes what is in flight and refuses what comes after', async () => {
    await probe.restart({ answerFloors: { signUpMs: 0, mailMs: 500 } });
    await probe.app.listen(0, '127.0.0.1');
    const server = probe.app.getHttpServer();
    const { port } = server.address() as AddressInfo; // a TCP server has a port
    const arrived = once(server, 'request');
    const inFlight = post(port, '/api/probe/slow', '{"name":"Ada"}');
    await arrived;

    const closed = probe.app.close();

    expect((await inFlight).status).toBe(201);
    await closed;
    await expect(post(port, '/api/probe/slow', '{"name":"Ada"}')).rejects.toThrow();
    agent.destroy();
  });
});
