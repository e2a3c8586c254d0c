import { clientNetwork } from '@castellan/common';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Counter, Registry } from 'prom-client';
import { LocalWindows } from '../limits/local-windows.js';
import { whoAsked } from './who-asked.js';

/**
 * Refusals that a person at work seldom meets and an attacker often: of authorisation, of tokens, of limits, of origins, of bodies that
 * no program of ours makes (OWASP ASVS 5.0 V16.3.2, V16.3.3). Sign-ins that fail are events. A form with a mistake in it has its code in
 * the request's own line.
 */
const TOLD: ReadonlySet<string> = new Set([
  'permission_denied',
  'two_factor_required',
  'csrf_rejected',
  'transport_mismatch',
  'token_invalid',
  'invalid_api_key',
  'api_key_in_url',
  'throttled',
  'malformed_json',
]);

const MINUTE_MS = 60_000;
/** Lines in a minute: for one network, and in all. What is over is counted, and the next line says how many were left out. */
const LINES_OF_A_NETWORK = 10;
const LINES_IN_ALL = 200;

/** Tells and counts what was refused, so that a flood of refusals fills no disk. */
@Injectable()
export class Refusals {
  private readonly logger = new Logger(Refusals.name);
  private readonly windows = new LocalWindows(10_000);
  private readonly problems: Counter<'code'>;
  private leftOut = 0;

  constructor(registry: Registry) {
    this.problems = new Counter({
      name: 'castellan_http_problems_total',
      help: 'Problems answered, by their code.',
      labelNames: ['code'],
      registers: [registry],
    });
  }

  /** Of each problem that is answered. */
  note(code: string, request: FastifyRequest): void {
    request.problemCode = code;
    this.problems.inc({ code });
    if (!TOLD.has(code)) return;
    if (this.mayWrite(clientNetwork(request.clientAddress))) this.write(request);
    else this.leftOut += 1;
  }

  private mayWrite(network: string): boolean {
    return (
      this.windows.hit(`of ${network}`, MINUTE_MS).count <= LINES_OF_A_NETWORK && this.windows.hit('all', MINUTE_MS).count <= LINES_IN_ALL
    );
  }

  private write(request: FastifyRequest): void {
    const { leftOut } = this;
    this.leftOut = 0;
    const route = request.is404 ? null : request.routeOptions.url;
    const line = { method: request.method, route, ...whoAsked(request), trace_id: request.id, ...(leftOut > 0 && { left_out: leftOut }) };
    this.logger.warn(line, 'refused');
  }
}
