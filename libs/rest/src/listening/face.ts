import { randomUUID } from 'node:crypto';
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { ClientAddress } from '../client-address/client-address.js';
import type { Drain } from '../health/drain.js';
import { beginAnswers } from '../routing/begin-answers.js';
import { ListenerGuard, MAX_CONNECTIONS } from './listener-guard.js';
import { LISTENER_OPTIONS } from './listener-options.js';
import { serverOptions } from './server-options.js';

export interface FaceOptions {
  /** Of every answer, also of those that no handler gives. */
  readonly headers: Readonly<Record<string, string>>;
  /** Addresses and CIDRs whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** `MAX_CONNECTIONS`, where it is left out. */
  readonly maxConnections?: number;
  /** Bytes of a request's line and headers together. */
  readonly maxHeaderBytes: number;
  /** While the process is about to end, no connection is kept for another request. */
  readonly drain: Pick<Drain, 'hasBegun'>;
  readonly routing: Pick<FastifyServerOptions, 'rewriteUrl' | 'routerOptions'>;
}

/** A listener of ours that is no part of the API. */
export interface Face {
  /** For hooks and routes; `listen` on it. */
  readonly instance: FastifyInstance;
  /** Answers what has arrived, and lets go of all connections. */
  close(): Promise<void>;
}

/**
 * A Fastify beside the API's, such as the panel's: it is bounded as the API is, knows the client's true address, and gives every answer
 * its headers and a trace id. That is always one of ours.
 */
export function createFace({
  headers,
  trustedProxies,
  maxConnections = MAX_CONNECTIONS,
  maxHeaderBytes,
  drain,
  routing,
}: FaceOptions): Face {
  const guard = new ListenerGuard();
  const addresses = new ClientAddress(trustedProxies);
  const http = { ...LISTENER_OPTIONS, maxHeaderSize: maxHeaderBytes };
  const instance: FastifyInstance = fastify({ ...serverOptions(guard), ...routing, http, genReqId: () => randomUUID() });
  const isProxy = (peer: string): boolean => addresses.isProxy(peer);
  guard.attach(instance.server, { headers, maxConnections, isProxy, isDraining: () => drain.hasBegun });
  const begin = beginAnswers(instance, { headers, addresses });
  instance.addHook('onRequest', (request, reply, done) => {
    begin(request, reply);
    done();
  });
  return { instance, close: () => close(instance, guard) };
}

/** A connection that finishes a request on the way is not kept open for another one. */
async function close(instance: FastifyInstance, guard: ListenerGuard): Promise<void> {
  instance.server.keepAliveTimeout = 1;
  guard.letGo();
  await instance.close();
}
