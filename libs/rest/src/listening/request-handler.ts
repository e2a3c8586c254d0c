import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { RestAdapter } from '../adapter.js';

/** The HTTP face as an application: made with `createAdapter()`, prepared by `prepareApp`. */
export type RestApplication = NestFastifyApplication;

/** Answers one request, as a listener of Node's `request` does. */
export type RequestHandler = (request: IncomingMessage, answer: ServerResponse) => void;

/** The whole face as one handler, for an application that is initialised and never listens (https://fastify.dev/docs/latest/Reference/Server/#routing). */
export async function requestHandlerOf(app: RestApplication): Promise<RequestHandler> {
  const adapter = app.getHttpAdapter();
  if (!(adapter instanceof RestAdapter)) throw new Error('The app must be made with createAdapter().');
  const instance = adapter.getInstance<FastifyInstance>(); // the same server, typed without its raw generics
  await instance.ready();
  return (request, answer) => instance.routing(request, answer);
}
