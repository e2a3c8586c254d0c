import { ValidationFailed } from '@castellan/common';
import express from 'express';
import type { Request, RequestHandler } from 'express';
import type { Payload } from './resource-definition.js';

const LIMIT = '100kb';

/** Names that every object has: AdminJS looks fields up in plain objects. */
const isInherited = (name: string): boolean => name.split(/[.~]/).some((part) => part in Object.prototype);

/** Bodies up to 100 kB, kept as bytes until the operator is known to be one who may send them. */
export const rawBodies: RequestHandler = express.raw({ type: () => true, limit: LIMIT });

/** The fields of a form as AdminJS's scripts send it. No file, and no field that would reach into an object's making. @throws ValidationFailed */
export async function formOf(request: Request): Promise<Payload> {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  const type = request.headers['content-type'] ?? '';
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/.test(type)) throw refused('Send a form.');
  // Of 100 kB at most, in memory already: what the deprecation warns of does not apply.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => null);
  if (!form) throw refused('The form cannot be read.');
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string' || isInherited(name) || value.includes('\0'))
      throw refused('The form has a field that is not read here.');
    fields[name] = value;
  }
  return fields;
}

/** What came in one field, a line each; no empty ones. */
export const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

/** What stands behind the `?`, each name once. @throws ValidationFailed */
export function queryOf(request: Request): Payload {
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.query)) {
    if (typeof value !== 'string' || isInherited(name) || value.includes('\0')) throw refused('The address cannot be read.');
    query[name] = value;
  }
  return query;
}

const refused = (message: string): ValidationFailed => new ValidationFailed({ errors: { form: [message] } });
