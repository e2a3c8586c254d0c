import type { LoggerService } from '@nestjs/common';

/** What Nest tells of a start that failed is told by the command itself, in fewer words. */
const TOLD_ALREADY: ReadonlySet<unknown> = new Set(['ExceptionHandler']);

/** Warnings and errors of the libs, as plain lines on standard error; what goes well is not told. */
export class MessageLogger implements LoggerService {
  log(): void {}

  warn(message: unknown, ...rest: readonly unknown[]): void {
    tell('Warning', message, rest);
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    tell('Error', message, rest);
  }

  fatal(message: unknown, ...rest: readonly unknown[]): void {
    tell('Error', message, rest);
  }
}

function tell(level: string, message: unknown, rest: readonly unknown[]): void {
  if (TOLD_ALREADY.has(rest.at(-1))) return;
  process.stderr.write(`${level}: ${message instanceof Error ? message.message : String(message)}\n`);
}
