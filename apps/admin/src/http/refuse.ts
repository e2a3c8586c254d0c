import { escapeHtml, renderPage } from '@castellan/rest';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What is said of a request that is no proper one, whatever is wrong with it. */
export const UNREADABLE = 'The request could not be read.';

/** Says no: to AdminJS's scripts as JSON that they show as a notice, to people as a page. */
export function refuse(request: FastifyRequest, reply: FastifyReply, status: number, message: string): FastifyReply {
  reply.code(status);
  if (asksScript(request)) return reply.send({ message, notice: { message, type: 'error' } });
  const text = `<p role="alert">${escapeHtml(message)}</p><p><a href="${request.base}/">To the panel</a></p>`;
  return reply.type('text/html; charset=utf-8').send(renderPage(titleOf(status), text, request.base));
}

const asksScript = ({ url, base }: FastifyRequest): boolean => url.startsWith(`${base}/api/`);

function titleOf(status: number): string {
  if (status === 403) return 'Not allowed';
  if (status === 404) return 'Not found';
  return status >= 500 ? 'That did not work' : 'Refused';
}
