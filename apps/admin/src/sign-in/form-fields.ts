import type { FastifyRequest } from 'fastify';
import { parse } from 'node:querystring';

/** What browsers send of a form without a file; a body of another kind has no field. */
export function formIn({ body, headers }: FastifyRequest): object {
  const isForm = headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm && Buffer.isBuffer(body) ? parse(body.toString()) : {};
}

export const field = (request: FastifyRequest, name: string, maxLength: number): string => fieldOf(formIn(request), name, maxLength);

/** A field of a form or an address, as one string; anything else in its place is nothing. */
export function fieldOf(fields: unknown, name: string, maxLength: number): string {
  const value = (fields as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'string' && value.length <= maxLength && !value.includes('\0') ? value : '';
}
