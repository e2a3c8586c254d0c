import { destination, pino, type Logger } from 'pino';
import type { RestOptions } from '../rest-options.js';
import { describeError } from './describe-error.js';

let stdout: ReturnType<typeof destination> | undefined;

/** A JSON logger on standard output. Lines are written off the request's path and flushed at exit. */
export function pinoAt(level: RestOptions['logLevel']): Logger {
  stdout ??= destination({ dest: 1, sync: false });
  return pino({ level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"`, serializers: { err: describeError } }, stdout);
}
