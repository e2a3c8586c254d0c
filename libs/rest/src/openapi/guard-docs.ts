import { throttledFor } from '@castellan/limits';
import { clientNetwork } from '@castellan/common';
import type { FastifyInstance, onRequestHookHandler, onSendHookHandler } from 'fastify';
import '../client-address/request-augmentation.js';
import { LocalWindows } from '../limits/local-windows.js';
import { DOCS_POLICY } from './serve-docs.js';

/** A client's requests for documentation in a minute; one look at the page takes about six. Writing the YAML costs tens of milliseconds. */
const DOCS_LIMIT = 120;
const MINUTE_MS = 60_000;

/** Gives the documentation pages, which are served past Nest's guards, a Content-Security-Policy, a charset and a limit of their own. */
export function guardDocs(instance: FastifyInstance): void {
  const hooks = [withPolicy(DOCS_POLICY), limited(new LocalWindows())];
  instance.addHook('onRoute', (route) => {
    if (!/^\/docs(-json|-yaml|\/.*)?$/.test(route.url)) return;
    route.onRequest = [...[route.onRequest ?? []].flat(), ...hooks];
    route.onSend = [...[route.onSend ?? []].flat(), nameCharset];
  });
}

function withPolicy(policy: string): onRequestHookHandler {
  return (_request, reply, done) => {
    reply.header('content-security-policy', policy);
    done();
  };
}

/** `@nestjs/swagger` names none, and a text without one is read as whatever a browser guesses (OWASP ASVS 5.0 V4.1.1). */
const nameCharset: onSendHookHandler = (_request, reply, payload, done) => {
  const type = String(reply.getHeader('content-type'));
  if (/^(text\/|application\/javascript)/.test(type) && !type.includes('charset')) reply.header('content-type', `${type}; charset=utf-8`);
  done(null, payload);
};

function limited(windows: LocalWindows): onRequestHookHandler {
  return (request, _reply, done) => {
    const { count, ttlMs } = windows.hit(clientNetwork(request.clientAddress), MINUTE_MS);
    done(count > DOCS_LIMIT ? throttledFor(ttlMs) : undefined);
  };
}
