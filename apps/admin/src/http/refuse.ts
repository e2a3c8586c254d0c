import { pageTemplates } from '@castellan/rest';
import type { FastifyReply, FastifyRequest } from 'fastify';

const refusal = pageTemplates(import.meta.dirname)('refusal');

/** What is said of a request that is no proper one, whatever is wrong with it. */
export const UNREADABLE = 'The request could not be read.';

/** Says no: to AdminJS's scripts as JSON that they show as a notice, to people as a page. */
export function refuse(request: FastifyRequest, reply: FastifyReply, status: number, message: string): FastifyReply {
  reply.code(status);
  if (asksScript(request)) return reply.send({ message, notice: { message, type: 'error' } });
  const page = refusal({ title: titleOf(status), message, base: request.base });
  return reply.type('text/html; charset=utf-8').send(page);
}

const asksScript = ({ url }: FastifyRequest): boolean => url.startsWith('/api/');

function titleOf(status: number): string {
  if (status === 403) return 'Not allowed';
  if (status === 404) return 'Not found';
  return status >= 500 ? 'That did not work' : 'Refused';
}
