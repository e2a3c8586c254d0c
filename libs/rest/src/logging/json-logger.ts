import { currentTrace } from '@castellan/tracing';
import type { LoggerService } from '@nestjs/common';
import type { Level, Logger } from 'pino';
import type { RestOptions } from '../rest-options.js';
import { pinoAt } from './pino.js';

/** What Nest says of each module and route at every start is for those who look for a fault. */
const NEST_AT_WORK: ReadonlySet<unknown> = new Set([
  'NestFactory',
  'NestApplication',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
]);

/** Who logs, with a stack, the error that ends a start (`ExceptionHandler`) or a listen (`NestApplication`), and then throws it on. */
const NEST_FAILING: ReadonlySet<unknown> = new Set(['ExceptionHandler', 'NestApplication']);

/**
 * Nest's logger, as JSON lines. `logger.error({ trace_id, err }, 'text')` keeps its fields; `logger.error('text', stack)` works too.
 * Nest appends the name of the class that logs.
 */
export class JsonLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: RestOptions['logLevel'], format?: RestOptions['logFormat']) {
    this.pino = pinoAt(level, format);
  }

  log(message: unknown, ...rest: readonly unknown[]): void {
    this.write(NEST_AT_WORK.has(rest.at(-1)) ? 'debug' : 'info', message, rest);
  }

  /** An error that Nest throws on is told, once and readably, by whoever started the service. */
  error(message: unknown, ...rest: readonly unknown[]): void {
    this.write(NEST_FAILING.has(rest.at(-1)) ? 'debug' : 'error', message, rest);
  }

  warn(message: unknown, ...rest: readonly unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: readonly unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: readonly unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const texts = rest.filter((part): part is string => typeof part === 'string');
    const trace = currentTrace();
    const context = { context: texts.at(-1), ...(trace && { trace_id: trace.traceId }) };
    if (message instanceof Error) this.pino[level]({ ...context, err: message }, message.message);
    else if (typeof message === 'object' && message !== null)
      this.pino[level]({ ...context, ...message }, texts.length > 1 ? texts[0] : undefined);
    else this.pino[level]({ ...context, ...(texts.length > 1 && { stack: texts[0] }) }, String(message));
  }
}
