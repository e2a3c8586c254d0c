import type { INestApplication } from '@nestjs/common';
import { CastellanMount } from './castellan-mount.service.js';
import { hostServer } from './host-server.js';
import { NoModule, NoServer, NothingToMount, TwoAtOnePath } from './mount-errors.js';

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
  const mounts = mountsOf(app).filter(({ path }) => path !== null);
  if (mounts.length === 0) throw new NothingToMount();
  for (const [path, mount] of byPath(mounts)) mount.mountOn(server, path);
}

/** The longest last: each is put before what is there, and of `/auth` and `/auth/staff` the latter has to be asked first. */
function byPath(mounts: readonly CastellanMount[]): readonly [path: string, mount: CastellanMount][] {
  const paths = [...new Set(mounts.map(({ path }) => path ?? ''))].sort((one, other) => one.length - other.length);
  return paths.map((path) => {
    const [mount, second] = mounts.filter((each) => each.path === path);
    if (!mount || second)
      throw new TwoAtOnePath(
        path,
        mounts.filter((each) => each.path === path).map(({ publicUrl }) => publicUrl),
      );
    return [path, mount];
  });
}

/** One for each `CastellanModule`. */
function mountsOf(app: MountingHost): readonly CastellanMount[] {
  try {
    return app.get(CastellanMount, { strict: false, each: true });
  } catch (cause) {
    throw Object.assign(new NoModule(), { cause });
  }
}
