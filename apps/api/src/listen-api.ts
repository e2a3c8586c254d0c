import { createServer } from 'node:net';
import type { Configuration } from '@castellan/config';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const EVERY_ADDRESS = '::';
const EVERY_IPV4_ADDRESS = '0.0.0.0';

/** Opens the API on `PORT` and `HOST`. A machine whose kernel knows no IPv6 is served on IPv4 alone, as Node does where no host is named. */
export async function listenApi(api: NestFastifyApplication, { port, host }: Pick<Configuration, 'port' | 'host'>): Promise<void> {
  await api.listen(port, host === EVERY_ADDRESS && !(await canListenOn(host)) ? EVERY_IPV4_ADDRESS : host);
}

function canListenOn(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(0, host, () => probe.close(() => resolve(true)));
  });
}
