import type { Configuration } from '@castellan/config';
import { listenAt } from '@castellan/rest';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Opens the API on `PORT` and `HOST`. */
export async function listenApi(api: NestFastifyApplication, { port, host }: Pick<Configuration, 'port' | 'host'>): Promise<void> {
  await listenAt({ port, host, variables: { host: 'HOST', port: 'PORT' } }, (at) => api.listen(at.port, at.host));
}
