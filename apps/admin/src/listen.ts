import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Configuration } from '@castellan/config';
import { ClientAddress, LISTENER_OPTIONS, ListenerGuard } from '@castellan/rest';
import type { INestApplicationContext } from '@nestjs/common';
import { createPanel } from './create-panel.js';

/** The addresses of pages for many rows hold the ids of all of them: 500 take 18 kB, more than Node allows by itself. */
const HEADER_BYTES = 32_768;

/** Not in the way of the first requests to the API. */
const WARM_UP_AFTER_MS = 500;

/** A panel that listens. */
export interface Panel {
  readonly port: number;
  /** Lets the requests end that are being answered. */
  close(): Promise<void>;
}

/** Opens the panel on `ADMIN_PORT` and `ADMIN_HOST`. */
export async function listen(services: INestApplicationContext, configuration: Configuration): Promise<Panel> {
  const { app, headers, warmUp } = createPanel(services, configuration);
  const server = createServer({ ...LISTENER_OPTIONS, maxHeaderSize: HEADER_BYTES }, app);
  const guard = guardOf(server, headers, configuration);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, configuration.adminPort)));
    server.listen(configuration.adminPort, configuration.adminHost, resolve);
  });
  setTimeout(warmUp, WARM_UP_AFTER_MS).unref();
  return { port: (server.address() as AddressInfo).port, close: () => close(server, guard) };
}

function explained(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new Error(`Port ${port} is in use: stop that process, or set ADMIN_PORT.`, { cause: error });
}

function guardOf(
  server: Server,
  headers: Readonly<Record<string, string>>,
  { trustedProxies, maxConnections }: Configuration,
): ListenerGuard {
  const guard = new ListenerGuard();
  const addresses = new ClientAddress(trustedProxies);
  guard.attach(server, { headers, maxConnections, isProxy: (peer) => addresses.isProxy(peer) });
  server.on('clientError', guard.answerClientError);
  return guard;
}

function close(server: Server, guard: ListenerGuard): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeIdleConnections();
    guard.letGo();
  });
}
