import { type AddressInfo, createServer, type Server } from 'node:net';
import { listenAt } from './listen-at.js';

describe('listenAt', () => {
  const variables = { host: 'ADMIN_HOST', port: 'ADMIN_PORT' };
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close()));

  const listen = (at: { port: number; host: string }): Promise<void> =>
    new Promise((resolve, reject) => {
      const server = createServer().once('error', reject);
      servers.push(server);
      server.listen(at, () => resolve());
    });
  const failing = (code: string) => (): Promise<never> => Promise.reject(Object.assign(new Error(`listen ${code}`), { code }));

  it('names the port that is taken', async () => {
    await listenAt({ host: '127.0.0.1', port: 0, variables }, listen);
    const { port } = servers[0]!.address() as AddressInfo;

    await expect(listenAt({ host: '127.0.0.1', port, variables }, listen)).rejects.toThrow(
      `Port ${port} is in use: stop that process, or set ADMIN_PORT.`,
    );
  });

  it('names the host that is no address of this machine', async () => {
    const place = { host: '192.0.2.1', port: 0, variables };
    await expect(listenAt(place, listen)).rejects.toThrow('192.0.2.1 is no address of this machine: set ADMIN_HOST.');
  });

  it.each([
    ['EACCES', 'Port 443 is not open to this user: set ADMIN_PORT to one above 1023.'],
    ['EWHATEVER', 'listen EWHATEVER: set ADMIN_HOST or ADMIN_PORT.'],
  ])('has a line to change for %s', async (code, told) => {
    await expect(listenAt({ host: '127.0.0.1', port: 443, variables }, failing(code))).rejects.toThrow(told);
  });
});
