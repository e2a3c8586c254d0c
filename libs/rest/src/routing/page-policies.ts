import type { FastifyInstance, onRequestHookHandler } from 'fastify';
import { DOCS_POLICY } from '../openapi/serve-docs.js';

/** Gives the pages for people their own Content-Security-Policy; every other answer keeps the strictest one. */
export function allowPages(instance: FastifyInstance): void {
  instance.addHook('onRoute', (route) => {
    if (route.url !== '/docs' && !route.url.startsWith('/docs/')) return;
    route.onRequest = [...[route.onRequest ?? []].flat(), withPolicy(DOCS_POLICY)];
  });
}

function withPolicy(policy: string): onRequestHookHandler {
  return (_request, reply, done) => {
    reply.header('content-security-policy', policy);
    done();
  };
}
