import type { HttpServer } from '@nestjs/common';
import { expressServer } from './express-server.js';
import type { Express } from './express-server.js';
import { fastifyServer } from './fastify-server.js';
import type { Fastify } from './fastify-server.js';
import type { HostServer } from './host-server.types.js';

/** Null for what is none of the two, as in an application without HTTP. */
export function hostServer(adapter: HttpServer | null | undefined): HostServer | null {
  const type = (adapter as Partial<HttpServer> | null | undefined)?.getType?.(); // a module under test has an adapter without it
  if (type === 'express') return expressServer(adapter?.getInstance() as Express); // what the type says
  return type === 'fastify' ? fastifyServer(adapter?.getInstance() as Fastify) : null;
}
