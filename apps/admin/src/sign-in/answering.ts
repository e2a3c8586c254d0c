import { DomainError, statusOf } from '@castellan/common';
import type { Show } from '@castellan/rest';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { inWords } from '../http/in-words.js';
import '../http/request-facts.js';
import { signInPage } from '../pages/sign-in-pages.js';

/** What is over, and leads back to the beginning. */
const BEGIN_AGAIN = ['challenge_expired', 'invalid_link'];

type PageWith = (show: Show, message: string) => string | Promise<string>;

/** A refusal is told on the page it belongs to; a wait that is over leads back to the beginning. */
export async function answering(
  request: FastifyRequest,
  reply: FastifyReply,
  pageWith: PageWith,
  step: () => Promise<unknown>,
): Promise<void> {
  try {
    await step();
  } catch (error) {
    const refused = readRefusal(error, request, reply);
    const failed = refused.isOver ? signInPage : pageWith;
    page(reply, await failed(showing(request), refused.message));
  }
}

/** As `answering`, to a script: as JSON. */
export async function answeringScript(request: FastifyRequest, reply: FastifyReply, step: () => Promise<object>): Promise<void> {
  const said = await step().catch((error: unknown) => readRefusal(error, request, reply));
  void reply.send(said);
}

/** In the reader's words; the reply has its status. @throws what nobody expected */
function readRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): { readonly message: string; readonly isOver: boolean } {
  if (!(error instanceof DomainError)) throw error;
  if (error.extras.retryAfter !== undefined) reply.header('retry-after', String(error.extras.retryAfter));
  reply.code(statusOf(error.kind));
  const { pages } = request.server;
  return { message: inWords(error, pages.messages, pages.languageOf(request)), isOver: BEGIN_AGAIN.includes(error.code) };
}

export const showing = (request: FastifyRequest): Show => request.server.pages.for(request);

export const page = (reply: FastifyReply, html: string): FastifyReply => reply.type('text/html; charset=utf-8').send(html);
