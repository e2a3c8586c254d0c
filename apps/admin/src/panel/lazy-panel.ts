import type { INestApplicationContext } from '@nestjs/common';
import type { RequestHandler, Router } from 'express';

export interface LazyPanel {
  readonly handler: RequestHandler;
  /** Begins to load what the first page needs. */
  warmUp(): void;
}

/** AdminJS takes a second to load, so the service does not wait for it: the first page does, if it comes so early. */
export function lazyPanel(services: INestApplicationContext, base: string): LazyPanel {
  let loading: Promise<Router> | undefined;
  const load = (): Promise<Router> => (loading ??= import('./admin-router.js').then(({ adminRouter }) => adminRouter(services, base)));
  return {
    handler: async (request, response, next) => {
      const router = await load();
      router(request, response, next);
    },
    warmUp: () => void load().catch(() => (loading = undefined)),
  };
}
