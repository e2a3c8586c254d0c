import { destination, pino, type Logger } from 'pino';
import type { RestOptions } from '../rest-options.js';
import { describeError } from './describe-error.js';
import { textLine } from './text-line.js';

let stdout: ReturnType<typeof destination> | undefined;

/**
 * Lines are gathered up to so many bytes, or for so many ms: a write of its own for each request is a sixth of what the request costs, one
 * for each 4 kB still a tenth. Less than the 16 kB that go out at once.
 */
const GATHERED_BYTES = 15 * 1024;
const GATHERED_MS = 100;

/** A logger on standard output, as JSON or as lines for people. Lines are written off the request's path, gathered, and flushed at exit; a kill -9 loses the last 100 ms. */
export function pinoAt(level: RestOptions['logLevel'], format: RestOptions['logFormat'] = 'auto'): Logger {
  const lines = (stdout ??= destination({ dest: 1, sync: false, minLength: GATHERED_BYTES, periodicFlush: GATHERED_MS }));
  const isText = format === 'text' || (format === 'auto' && process.stdout.isTTY);
  const stream = isText ? { write: (line: string) => lines.write(textLine(line)) } : lines;
  return pino({ level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"`, serializers: { err: describeError } }, stream);
}

/** Writes at once what was logged so far, so that what is printed by other means comes after it. */
export function flushLogs(): void {
  stdout?.flushSync();
}
