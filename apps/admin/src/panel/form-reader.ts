import { ValidationFailed } from '@castellan/common';
import { bytesOf, readBodyHeaders } from '@castellan/rest';
import { Busboy } from '@fastify/busboy';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import '../http/request-facts.js';
import type { Payload } from './resource-definition.js';

/** Names that every object has: AdminJS looks fields up in plain objects. */
const isInherited = (name: string): boolean => name.split(/[.~]/).some((part) => part in Object.prototype);

/** Bodies are kept as bytes until the operator is known to be one who may send them; of a route that takes no form they are left unread. */
export function readForms(instance: FastifyInstance): void {
  readBodyHeaders(instance);
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('*', (request, payload, done) => {
    const { formBytes } = request.routeOptions.config;
    if (formBytes === undefined) done(null);
    else void bytesOf(payload, formBytes).then((bytes) => done(null, bytes), done);
  });
}

/** The fields of a form as AdminJS's scripts send it. No file, and no field that would reach into an object's making. @throws ValidationFailed */
export async function formOf({ body, headers }: FastifyRequest): Promise<Payload> {
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  const type = headers['content-type'] ?? '';
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/.test(type)) throw refused('Send a form.');
  const fields: Record<string, string> = {};
  for (const [name, value] of await partsOf(body, type)) {
    if (name === null || value === null || isInherited(name) || value.includes('\0'))
      throw refused('The form has a field that is not read here.');
    fields[name] = value;
  }
  return fields;
}

/** Of a form of 100 kB at most. What is no text, or has no name that is one, is null. */
type Part = readonly [name: string | null, value: string | null];

async function partsOf(body: Buffer, type: string): Promise<readonly Part[]> {
  const reading = new Promise<readonly Part[]>((resolve, reject) => {
    const parts: Part[] = [];
    const reader = new Busboy({ headers: { 'content-type': type }, limits: { fieldNameSize: 1024 } });
    // Without a name in its header a part comes without one, whatever the types say.
    reader.on('field', (name: string | undefined, value, isNameCut) => parts.push([isNameCut ? null : (name ?? null), value]));
    reader.on('file', (name, file) => {
      file.resume();
      parts.push([name, null]);
    });
    reader.on('error', reject).on('finish', () => resolve(parts));
    reader.end(body);
  });
  return reading.catch(() => Promise.reject(refused('The form cannot be read.')));
}

/** What came in one field, a line each; no empty ones. Browsers end each by CR LF, whatever the script wrote (HTML, "multipart form data"). */
export const lines = (text: string): readonly string[] => text.split(/\r?\n/).filter((line) => line !== '');

/** What stands behind the `?`, each name once. @throws ValidationFailed */
export function queryOf(request: FastifyRequest): Payload {
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.query as Readonly<Record<string, unknown>>)) {
    if (typeof value !== 'string' || isInherited(name) || value.includes('\0')) throw refused('The address cannot be read.');
    query[name] = value;
  }
  return query;
}

const refused = (message: string): ValidationFailed => new ValidationFailed({ errors: { form: [message] } });
