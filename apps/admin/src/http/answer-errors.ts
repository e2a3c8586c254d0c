import { DomainError, statusOf } from '@castellan/common';
import { Logger } from '@nestjs/common';
import type { ErrorRequestHandler } from 'express';
import { refuse } from './refuse.js';

const logger = new Logger('Panel');

/** What a domain error says to people: its text, or what is wrong with each field and with the whole (`form`). */
export function messageOf({ detail, extras }: DomainError): string {
  const fields = Object.entries(extras.errors ?? {}).map(([field, messages]) => {
    const text = messages.join(' ');
    return field === 'form' ? text : `${field.replaceAll('_', ' ')}: ${text}`;
  });
  return fields.length === 0 ? detail : fields.join(' · ');
}

/** Expected failures say what is wrong; what nobody expected is logged, and says nothing. */
export const answerErrors: ErrorRequestHandler = (error: unknown, request, response, _next) => {
  if (response.headersSent) return void response.destroy();
  if (error instanceof DomainError) {
    if (error.extras.retryAfter !== undefined) response.set('retry-after', String(error.extras.retryAfter));
    refuse(request, response, statusOf(error.kind), messageOf(error));
    return;
  }
  const status = clientFault(error);
  if (status !== null) {
    refuse(request, response, status, 'The request could not be read.');
    return;
  }
  logger.error('A request failed', error instanceof Error ? error.stack : String(error));
  refuse(request, response, 500, 'Something went wrong. It was logged.');
};

/** Bodies that are too large or malformed, addresses that cannot be decoded: as body-parser, Express and AdminJS name them. */
function clientFault(error: unknown): number | null {
  const { status: own, statusCode } = error as { readonly status?: unknown; readonly statusCode?: unknown };
  const status = own ?? statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
