import { applyDecorators, createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bytesOf } from './bytes.js';
import { refuseUnlessEmpty } from './other-bodies.js';
import { UnsupportedMediaType } from '../errors/http-errors.js';

const FORM = 'application/x-www-form-urlencoded';
const FORM_LIMIT_BYTES = 8 * 1024;
const TAKES_FORM = 'castellanTakesForm';

/** The fields of a form. A field that came more than once is a list, so that no reader can take one of two for the only one. */
export class Form {
  private constructor(readonly fields: Readonly<Record<string, string | readonly string[]>>) {}

  static parse(text: string): Form {
    const search = new URLSearchParams(text);
    const fields = [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      return [name, values.length === 1 ? values[0]! : values] as const;
    });
    return new Form(Object.fromEntries(fields));
  }
}

/** Lets a route read a form, as some services send their reports; everywhere else it is 415 (docs/reference/contract.md#conventions). */
export const TakesForm = (): MethodDecorator => applyDecorators(RouteConfig({ [TAKES_FORM]: true }), ApiConsumes(FORM));

/** The fields of the form, none of no body; a body of another kind is 415. */
export const FormBody = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body === undefined) return {};
  if (!(body instanceof Form)) throw new UnsupportedMediaType();
  return body.fields;
});

/** Adds the parser of forms, for routes with `@TakesForm()` alone. */
export function readForms(instance: FastifyInstance): void {
  instance.addContentTypeParser(FORM, (request: FastifyRequest, payload, done) => {
    if (!takesForm(request)) void refuseUnlessEmpty(request, payload, done);
    else void bytesOf(payload, FORM_LIMIT_BYTES).then((bytes) => done(null, Form.parse(bytes.toString())), done);
  });
}

function takesForm({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions.config as unknown as Record<string, unknown>)[TAKES_FORM] === true; // what RouteConfig put there
}
