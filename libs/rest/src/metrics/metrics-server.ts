import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Registry } from 'prom-client';
import { hasOneHost } from '../listening/host-header.js';
import { ListenerGuard, MAX_CONNECTIONS } from '../listening/listener-guard.js';
import { LISTENER_OPTIONS } from '../listening/listener-options.js';
import { REST_OPTIONS } from '../rest-options.js';
import type { RestOptions } from '../rest-options.js';
import { securityHeaders } from '../security-headers.js';
import { MetricsPage } from './metrics-page.js';

/** Serves `/metrics` on a listener of its own, which is not for the public: nothing of it is on the port of the API. */
@Injectable()
export class MetricsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(MetricsServer.name);
  private readonly guard = new ListenerGuard();
  private readonly server: Server = createServer(LISTENER_OPTIONS, (request, response) => void this.answer(request, response));

  constructor(
    private readonly page: MetricsPage,
    @Inject(REST_OPTIONS) private readonly options: RestOptions,
  ) {}

  /** `http://host:port` once it listens. */
  get url(): string | null {
    const { address, port } = (this.server.address() ?? {}) as Partial<AddressInfo>; // a TCP server has one once it listens
    return address === undefined ? null : `http://${address}:${port}`;
  }

  /** A port that is taken stops the start in production only: a second try beside a running service needs no metrics. */
  async onApplicationBootstrap(): Promise<void> {
    const { metrics, maxConnections = MAX_CONNECTIONS } = this.options;
    if (!metrics) return;
    this.guard.attach(this.server, { headers: await securityHeaders(this.options), maxConnections, isProxy: () => false });
    this.server.on('clientError', this.guard.answerClientError);
    try {
      await this.listen(metrics.port, metrics.host);
    } catch (cause) {
      const problem = `Metrics cannot be served on ${metrics.host}:${metrics.port}. Stop what listens there, or set METRICS_PORT.`;
      if (metrics.required) throw new Error(problem, { cause });
      this.logger.warn(problem);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url } = request;
    for (const [name, value] of Object.entries(this.guard.headers)) response.setHeader(name, value);
    if (!hasOneHost(request)) {
      response.writeHead(400).end();
      return;
    }
    if (method !== 'GET' || url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    try {
      const text = await this.page.render();
      response.writeHead(200, { 'content-type': Registry.PROMETHEUS_CONTENT_TYPE, 'cache-control': 'no-store' }).end(text);
    } catch (error) {
      this.logger.error('The metrics cannot be told', error instanceof Error ? error.stack : String(error));
      response.writeHead(500).end();
    }
  }
}
