import type { IncomingMessage, ServerResponse } from 'node:http';
import { isBelow, withoutOrigin } from '@castellan/rest';
import type { HostServer } from './host-server.types.js';

/** What is used of a Fastify instance (https://fastify.dev/docs/latest/Reference/Hooks/). */
export interface Fastify {
  addHook(name: 'onRequest', hook: OnRequest): void;
  addHook(name: 'onRoute', hook: (route: Route) => void): void;
}

type OnRequest = (
  request: { readonly raw: IncomingMessage },
  reply: { readonly raw: ServerResponse; hijack(): void },
  done: () => void,
) => void;

interface Route {
  readonly url: string;
  readonly method: string | readonly string[];
}

/** A host on Fastify. Requests made by `inject` and those to a second address of `localhost` come this way too. */
export function fastifyServer(fastify: Fastify): HostServer {
  const routes: Route[] = [];
  return {
    put(path, handler) {
      fastify.addHook('onRoute', (route) => routes.push(route));
      putFirst(fastify, (request, reply, done) => {
        if (!isBelow(path, withoutOrigin(request.raw.url ?? ''))) {
          done();
          return;
        }
        reply.hijack();
        handler(request.raw, reply.raw);
      });
    },
    routesBelow: (path) => routes.filter(({ url }) => isBelow(path, url)).map(({ method, url }) => `${[method].flat().join(', ')} ${url}`),
  };
}

/**
 * Nest has added the hook that runs the host's middleware before its `main` begins, and `addHook` would put ours behind it. Where a Fastify
 * keeps its hooks in another way, ours comes behind those that were added before.
 */
function putFirst(fastify: Fastify, hook: OnRequest): void {
  fastify.addHook('onRequest', hook);
  for (const hooks of hooksOf(fastify)) {
    const at = hooks.indexOf(hook);
    if (at > 0) hooks.splice(at, 1);
    if (at !== 0) hooks.unshift(hook);
  }
}

/** Of the instance and of every one that was made below it, each of which has a copy. */
function hooksOf(fastify: object): readonly OnRequest[][] {
  const { onRequest: hooks } = (own(fastify, 'fastify.hooks') ?? {}) as { readonly onRequest?: OnRequest[] }; // fastify/lib/hooks.js
  const children = (own(fastify, 'fastify.children') ?? []) as readonly object[]; // fastify/fastify.js
  return [...(Array.isArray(hooks) ? [hooks] : []), ...children.flatMap(hooksOf)];
}

/** What is kept under a symbol of fastify/lib/symbols.js. */
function own(fastify: object, name: string): unknown {
  const symbol = Object.getOwnPropertySymbols(fastify).find(({ description }) => description === name);
  return symbol && Reflect.get(fastify, symbol);
}
