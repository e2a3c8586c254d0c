import { basePathOf } from '@castellan/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { RestAdapter } from './adapter.js';
import { KeyFigures } from './api-keys/key-figures.js';
import { keyInUrlRefusal } from './api-keys/key-in-url.js';
import type { KeyInUrl } from './api-keys/key-in-url.js';
import { KeysInUrls } from './api-keys/keys-in-urls.js';
import { readBodyHeaders } from './body/body-headers.js';
import { readForms } from './body/forms.js';
import { refuseOtherBodies } from './body/other-bodies.js';
import { readUploads } from './body/uploads.js';
import { readOnlyJson } from './body/json-parser.js';
import { ClientAddress } from './client-address/client-address.js';
import { allowedOrigins, clientOrigins } from './csrf/allowed-origins.js';
import { refusedOriginTeller } from './csrf/refused-origins.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { turnedAway } from './federation/turned-away.js';
import { Drain } from './health/drain.js';
import { MAX_CONNECTIONS } from './listening/listener-guard.js';
import { Refusals } from './logging/refusals.js';
import { pinoAt } from './logging/pino.js';
import { logRequests } from './logging/request-log.js';
import { HttpMetrics, measureRequests } from './metrics/http-metrics.js';
import { guardDocs } from './openapi/guard-docs.js';
import { serveDocs } from './openapi/serve-docs.js';
import { redirectLinks } from './pages/link-redirect.js';
import { notFoundPage } from './pages/not-found-page.js';
import type { RestOptions } from './rest-options.js';
import { KnownPaths } from './routing/known-paths.js';
import { addRequestHooks } from './routing/request-hooks.js';
import { securityHeaders } from './security-headers.js';
import { traceRequests } from './tracing/request-trace.js';
import { createValidationPipe } from './validation.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Sets up what lies below Nest's routes: hooks, headers, body parser, error filter, validation, CORS. Called once on a new app made with
 * `createAdapter()`, before `app.init()` or `app.listen()`.
 */
export async function prepareApp(app: NestFastifyApplication, options: RestOptions): Promise<void> {
  const adapter = app.getHttpAdapter();
  if (!(adapter instanceof RestAdapter)) throw new Error('The app must be made with createAdapter().');
  const instance = adapter.getInstance<FastifyInstance>(); // the same server, typed without its raw generics
  const base = basePathOf(options.publicUrl);
  adapter.basePath.is(base);
  const headers = await securityHeaders(options);
  const addresses = new ClientAddress(options.trustedProxies);
  const { maxConnections = MAX_CONNECTIONS } = options;
  const drain = app.get(Drain, { strict: false });
  const isProxy = (peer: string): boolean => addresses.isProxy(peer);
  adapter.guard.attach(instance.server, { headers, maxConnections, isProxy, isDraining: () => drain.hasBegun });
  const knownPaths = new KnownPaths();
  collectPaths(instance, knownPaths);
  guardDocs(instance);
  redirectLinks(instance, options);
  addRequestHooks(instance, {
    adapter,
    headers,
    addresses,
    tellOrigin: refusedOriginTeller(allowedOrigins(options)),
    keyInUrl: keyInUrl(app),
  });
  traceRequests(instance);
  readBodyHeaders(instance);
  readOnlyJson(instance);
  readUploads(instance);
  readForms(instance);
  refuseOtherBodies(instance);
  logRequests(instance, pinoAt(options.logLevel, options.logFormat));
  const metrics = app.get(HttpMetrics, { strict: false });
  measureRequests(instance, metrics);
  metrics.watch({ guard: adapter.guard, addresses });
  app.useGlobalFilters(new ProblemFilter(knownPaths, app.get(Refusals, { strict: false }), notFoundPage(options), turnedAway(options)));
  app.useGlobalPipes(createValidationPipe());
  allowOrigins(app, options);
  if (options.docs) serveDocs(app, options);
}

function keyInUrl(app: NestFastifyApplication): KeyInUrl {
  const figures = app.get(KeyFigures, { strict: false });
  const told = app.get(KeysInUrls, { strict: false });
  return keyInUrlRefusal(
    () => figures.count('in_url'),
    (id, clientAddress) => void told.tell(id, clientAddress),
  );
}

function collectPaths(instance: FastifyInstance, knownPaths: KnownPaths): void {
  instance.addHook('onRoute', ({ url, method }) => knownPaths.add(url, Array.isArray(method) ? method : [method]));
}

/** CORS only where another origin was named; never a wildcard, since answers depend on cookies. */
function allowOrigins(app: NestFastifyApplication, options: RestOptions): void {
  const own = new URL(options.publicUrl).origin;
  const others = clientOrigins(options).filter((origin) => origin !== own);
  if (others.length === 0) return;
  app.enableCors({ origin: others, credentials: true, methods: METHODS, exposedHeaders: ['X-Request-Id', 'Retry-After'], maxAge: 600 });
}
