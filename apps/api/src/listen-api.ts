import type { Configuration } from '@castellan/config';
import { Federation } from '@castellan/federation';
import { listenAt } from '@castellan/rest';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Opens the API on `PORT` and `HOST`, and warns of providers that are away. */
export async function listenApi(api: NestFastifyApplication, { port, host }: Pick<Configuration, 'port' | 'host'>): Promise<void> {
  await listenAt({ port, host, variables: { host: 'HOST', port: 'PORT' } }, (at) => api.listen(at.port, at.host));
  void api.get(Federation, { strict: false }).warnOfAbsent();
}
