import { FastifyAdapter } from '@nestjs/platform-fastify';
import { answerClientError } from './errors/client-error.js';
import { answerFrameworkError } from './errors/framework-error.js';
import { BODY_LIMIT_BYTES } from './body/json-body.js';
import { traceId } from './tracing/trace-id.js';

const REQUEST_TIMEOUT_MS = 30_000; // a request that trickles in for longer is cut off (slowloris)

/** Fastify as Castellan runs it: paths with and without trailing slash, our body parser alone, every refusal of the router a problem. */
export class RestAdapter extends FastifyAdapter {
  private stopping = false;

  constructor() {
    super({
      logger: false,
      genReqId: traceId,
      requestIdHeader: false,
      trustProxy: false, // `ClientAddress` reads X-Forwarded-For; nothing else does
      bodyLimit: BODY_LIMIT_BYTES,
      requestTimeout: REQUEST_TIMEOUT_MS,
      routerOptions: { ignoreTrailingSlash: true },
      return503OnClosing: false, // answered by our own hook, as a problem
      frameworkErrors: answerFrameworkError,
      clientErrorHandler: answerClientError,
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
    super.beforeClose();
  }

  /** Nest would add parsers for other types; `prepareApp` adds the only one there is. */
  override registerParserMiddleware(): void {}
}

/** The adapter for `NestFactory.create`; `prepareApp` does the rest once the app is made. */
export function createAdapter(): RestAdapter {
  return new RestAdapter();
}
