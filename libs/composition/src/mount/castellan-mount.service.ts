import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { requestHandlerOf, withoutOrigin } from '@castellan/rest';
import type { RequestHandler, RestApplication } from '@castellan/rest';
import { SignalHandlers } from '@castellan/signals';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { DiscoveryService, HttpAdapterHost } from '@nestjs/core';
import { hostServer } from './host-server.js';
import type { HostServer } from './host-server.types.js';
import { AlreadyMounted, MountedTooLate, NeverMounted, PathTaken } from './mount-errors.js';
import { namingOptions } from './naming-options.js';
import type { SettledOptions } from './settled-options.js';
import { INNER_APPLICATION, SETTLED_OPTIONS } from './tokens.js';

/** The host's server is closed before; longer than this nothing keeps the stores open. */
const ANSWER_MS = 20_000;

/** Castellan's life in its host: begins, answers and ends with it. */
@Injectable()
export class CastellanMount implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Castellan');
  private readonly due = new Set<ServerResponse>();
  private handler: RequestHandler | undefined;
  private server: HostServer | undefined;
  private isUp = false;

  constructor(
    @Inject(SETTLED_OPTIONS) private readonly options: SettledOptions,
    @Inject(INNER_APPLICATION) private readonly inner: RestApplication,
    private readonly discovery: DiscoveryService,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  /** Null: it has the services alone. */
  get path(): string | null {
    return this.options.path;
  }

  get publicUrl(): string {
    return this.options.configuration.publicUrl;
  }

  /** Before the host's own modules, which may use the services in their `onModuleInit`; what of the host listens to signals is known by then. */
  async onModuleInit(): Promise<void> {
    this.inner.get(SignalHandlers, { strict: false }).lookIn(this.discovery);
    try {
      await namingOptions(this.inner.init());
      this.handler = await requestHandlerOf(this.inner);
    } catch (error) {
      await this.inner.close(); // a start that is refused holds on to nothing
      throw error;
    }
  }

  /** @throws Error that says what the host has to change */
  onApplicationBootstrap(): void {
    this.isUp = true;
    if (this.options.path === null || !hostServer(this.adapterHost.httpAdapter)) return;
    if (!this.server) throw new NeverMounted(this.options.path);
    const [taken] = this.server.routesBelow(this.options.path);
    if (taken !== undefined) throw new PathTaken(this.options.path, taken);
    this.tellOfProxy(this.options.path);
  }

  /** Called once, by `mountCastellan`. */
  mountOn(server: HostServer, path: string): void {
    if (this.server) throw new AlreadyMounted(path);
    if (this.isUp) throw new MountedTooLate(path);
    server.put(path, (request, answer) => this.answer(path, request, answer));
    this.server = server;
  }

  /** What has arrived is answered before the stores close. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.race([this.allAnswered(), sleep(ANSWER_MS, undefined, { ref: false })]);
    await this.inner.close();
  }

  private tellOfProxy(path: string): void {
    const { publicPath, configuration } = this.options;
    if (publicPath === path) return;
    const taken = publicPath.slice(0, -path.length);
    this.logger.warn(`Mailed links lead to ${configuration.publicUrl}, and this answers under ${path}: a proxy must take ${taken} off.`);
  }

  private answer(path: string, ...[request, answer]: Parameters<RequestHandler>): void {
    this.due.add(answer);
    answer.once('close', () => this.due.delete(answer));
    request.url = this.options.publicPath + withoutOrigin(request.url ?? '').slice(path.length); // a proxy may have taken some of it off
    if (this.handler) this.handler(request, answer);
    else answer.writeHead(503, { 'retry-after': '1' }).end(); // a host that listens before it is initialised
  }

  private async allAnswered(): Promise<void> {
    await Promise.all([...this.due].map((answer) => once(answer, 'close')));
  }
}
