import type { INestApplication } from '@nestjs/common';
import { CastellanMount } from './castellan-mount.service.js';
import { hostServer } from './host-server.js';
import { NoModule, NoServer } from './mount-errors.js';

/** What is asked of the host: `NestFactory.create` gives it, on Express or on Fastify. */
export type MountingHost = Pick<INestApplication, 'get' | 'getHttpAdapter'>;

/**
 * Puts all of Castellan under its path, before the host's body parser, pipes, guards, filters and CORS. Called once, right after
 * `NestFactory.create`, and before `app.init()` or `app.listen()`.
 * @throws MountError that says what the host has to change
 */
export function mountCastellan(app: MountingHost): void {
  const adapter = app.getHttpAdapter();
  const server = hostServer(adapter);
  if (!server) throw new NoServer(adapter.getType());
  for (const mount of mountsOf(app)) mount.mountOn(server);
}

/** One for each `CastellanModule`. */
function mountsOf(app: MountingHost): readonly CastellanMount[] {
  try {
    return app.get(CastellanMount, { strict: false, each: true });
  } catch (cause) {
    throw Object.assign(new NoModule(), { cause });
  }
}
