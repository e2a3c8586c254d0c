import type { DomainError } from '@castellan/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { inWords, type Refusal } from './in-words.js';
import './request-facts.js';

/** AdminJS speaks English, so what its scripts are told is English, too. */
const PANEL_LANGUAGE = 'en';

/** Says no: to AdminJS's scripts as JSON that they show as a notice, to people as a page in their language. */
export function refuse(request: FastifyRequest, reply: FastifyReply, status: number, said: Refusal | DomainError): FastifyReply {
  const { pages } = request.server;
  reply.code(status);
  if (asksScript(request)) {
    const message = inWords(said, pages.messages, PANEL_LANGUAGE);
    return reply.send({ message, notice: { message, type: 'error' } });
  }
  const language = pages.languageOf(request);
  const title = pages.messages.text(language, `panel.refusal.${titleOf(status)}`);
  const page = pages.for(request)('refusal', { title, message: inWords(said, pages.messages, language) });
  return reply.type('text/html; charset=utf-8').send(page);
}

const asksScript = ({ url }: FastifyRequest): boolean => url.startsWith('/api/');

function titleOf(status: number): 'notAllowed' | 'notFound' | 'failed' | 'refused' {
  if (status === 403) return 'notAllowed';
  if (status === 404) return 'notFound';
  return status >= 500 ? 'failed' : 'refused';
}
