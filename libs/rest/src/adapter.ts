import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerFrameworkError } from './errors/framework-error.js';
import { BODY_LIMIT_BYTES } from './body/json-body.js';
import { ListenerGuard } from './listening/listener-guard.js';
import { serverOptions } from './listening/server-options.js';
import { BasePath } from './routing/base-path.js';
import { traceId } from './tracing/request-trace.js';

/** Fastify as Castellan runs it: paths with and without trailing slash, our body parser alone, every refusal of the router a problem. */
export class RestAdapter extends FastifyAdapter {
  private stopping = false;

  constructor(
    readonly guard = new ListenerGuard(),
    readonly basePath = new BasePath(),
  ) {
    super({
      ...serverOptions(guard), // a request that comes while it stops is answered by our own hook, as a problem
      genReqId: traceId,
      bodyLimit: BODY_LIMIT_BYTES,
      rewriteUrl: basePath.routed,
      routerOptions: { ignoreTrailingSlash: true },
      frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
        answerFrameworkError(error, request, reply, guard.headers),
      skipMiddie: true,
    });
  }

  /** True from the beginning of the shutdown: what is in flight is finished, what comes anew is refused. */
  get isStopping(): boolean {
    return this.stopping;
  }

  override beforeClose(): void {
    this.stopping = true;
    // Connections that finish a request during the shutdown would else be kept open, and the shutdown with them, for over a minute.
    this.getInstance().server.keepAliveTimeout = 1;
    this.guard.letGo();
    super.beforeClose();
  }

  /** Nest would add parsers for other types; `prepareApp` adds the only one there is. */
  override registerParserMiddleware(): void {}
}

/** The adapter for `NestFactory.create`; `prepareApp` does the rest once the app is made. */
export function createAdapter(): RestAdapter {
  return new RestAdapter();
}
