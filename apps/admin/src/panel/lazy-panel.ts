import type { INestApplicationContext } from '@nestjs/common';
import type { AdminPanel } from './admin-panel.js';

export interface LazyPanel {
  load(): Promise<AdminPanel>;
  /** Begins to load what the first page needs. */
  warmUp(): void;
}

/** AdminJS takes a second to load, so the service does not wait for it: the first page does, if it comes so early. */
export function lazyPanel(services: INestApplicationContext, base: string, name: string): LazyPanel {
  let loading: Promise<AdminPanel> | undefined;
  const load = (): Promise<AdminPanel> =>
    (loading ??= import('./admin-panel.js').then(({ adminPanel }) => adminPanel(services, base, name)));
  return { load, warmUp: () => void load().catch(() => (loading = undefined)) };
}
