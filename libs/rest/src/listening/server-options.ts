import type { ListenerGuard } from './listener-guard.js';
import { LISTENER_OPTIONS, REQUEST_MS } from './listener-options.js';

/** How every Fastify of ours listens: it logs, believes and answers nothing by itself. */
export const serverOptions = (guard: ListenerGuard) => ({
  logger: false as const,
  requestIdHeader: false as const,
  trustProxy: false, // `ClientAddress` reads X-Forwarded-For; nothing else does
  http: LISTENER_OPTIONS,
  requestTimeout: REQUEST_MS, // the rest is the guard's to set, once the server is there
  return503OnClosing: false,
  clientErrorHandler: guard.answerClientError,
});
