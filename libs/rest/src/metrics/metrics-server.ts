import type { AddressInfo } from 'node:net';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { Drain } from '../health/drain.js';
import { Health } from '../health/health.js';
import { serveHealth } from '../health/serve-health.js';
import { createFace, type Face } from '../listening/face.js';
import { listenAt } from '../listening/listen-at.js';
import { hasOneHost } from '../listening/host-header.js';
import { securityHeaders } from '../security-headers.js';
import { METRICS_OPTIONS, type MetricsListenerOptions, type MetricsOptions } from './metrics-options.js';
import { MetricsPage } from './metrics-page.js';

/** As much as Node takes by itself; Prometheus and probes send a few hundred. */
const HEADER_BYTES = 16_384;

/** Serves `/metrics`, `/healthz` and `/readyz` on a listener of its own, which is not for the public. */
@Injectable()
export class MetricsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(MetricsServer.name);
  private face: Face | null = null;

  constructor(
    private readonly page: MetricsPage,
    private readonly health: Health,
    private readonly drain: Drain,
    @Inject(METRICS_OPTIONS) private readonly options: MetricsOptions,
  ) {}

  /** `http://host:port` once it listens. */
  get url(): string | null {
    const { address, port } = (this.face?.instance.server.address() ?? {}) as Partial<AddressInfo>; // a TCP server has one once it listens
    return address === undefined ? null : `http://${address}:${port}`;
  }

  /** A port that is taken stops the start in production only: a second try beside a running service needs no metrics. */
  async onApplicationBootstrap(): Promise<void> {
    const { listener } = this.options;
    if (!listener) return;
    this.face = await this.makeFace();
    const { instance } = this.face;
    try {
      await listenAt(listener, (at) => instance.listen(at));
    } catch (cause) {
      this.giveUp(listener, cause);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.face?.close();
  }

  private giveUp({ host, port, required }: MetricsListenerOptions, cause: unknown): void {
    const problem = `Metrics cannot be served on ${host}:${port}. ${(cause as Error).message}`;
    if (required) throw new Error(problem, { cause });
    this.logger.warn(problem);
  }

  private async makeFace(): Promise<Face> {
    const { options, drain } = this;
    const headers = await securityHeaders(options);
    const bounds = { maxConnections: options.maxConnections, maxHeaderBytes: HEADER_BYTES };
    const face = createFace({ headers, trustedProxies: [], ...bounds, drain, routing: {} });
    this.serve(face.instance);
    return face;
  }

  private serve(instance: FastifyInstance): void {
    instance.addHook('onRequest', async (request, reply) => (hasOneHost(request.raw) ? undefined : reply.code(400).send()));
    instance.setNotFoundHandler((_request, reply) => reply.code(404).send());
    instance.setErrorHandler((error, _request, reply) => {
      this.logger.error('The metrics cannot be told', error instanceof Error ? error.stack : String(error));
      return reply.code(500).send();
    });
    instance.get('/metrics', async (_request, reply) => reply.type(Registry.PROMETHEUS_CONTENT_TYPE).send(await this.page.render()));
    serveHealth(instance, this.health);
  }
}
