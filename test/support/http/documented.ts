import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { ROOT } from '../root.js';

interface Answer {
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, Answer | { readonly $ref: string }>>;
}

interface Document {
  readonly components: {
    readonly responses: Readonly<Record<string, Answer>>;
    readonly headers: Readonly<Record<string, { readonly required?: boolean }>>;
  };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const DOCUMENT = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8')) as Document;
const PATTERNS = Object.keys(DOCUMENT.paths).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}/?$`),
}));

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(DOCUMENT, 'openapi');
const validators = new Map<string, ValidateFunction>();

/** What an answer of the real service says against the OpenAPI document; null when the document told it, or does not speak of the path. */
export function undocumented(method: string, url: string, { status, headers }: Response, body: unknown): string | null {
  const found = PATTERNS.find(({ pattern }) => pattern.test(url.replace(/\?.*/, '')));
  const operation = found && DOCUMENT.paths[found.path]?.[method.toLowerCase()];
  if (!found || !operation) return null;
  const where = `${method} ${found.path} → ${status}`;
  const { place, response } = toldOf(operation, found.path, method.toLowerCase(), String(status));
  if (!response) return `${where} is not in openapi.json.`;
  const [missing] = headersOf(response).filter((name) => !headers.has(name));
  if (missing) return `${where} has no ${missing}, which openapi.json promises.`;
  return contentMismatch(response, place, headers, body, where);
}

function contentMismatch(response: Answer, place: readonly string[], headers: Headers, body: unknown, where: string): string | null {
  const type = (headers.get('content-type') ?? '').replace(/;.*/, '');
  if (!response.content?.[type]) return type === '' && !response.content ? null : `${where} as ${type} is not in openapi.json.`;
  return type.endsWith('json') ? mismatch([...place, 'content', type, 'schema'].map(escaped).join('/'), body, where) : null;
}

/** What the document says of an answer, and where it does: at the operation, or among the answers that many have. */
function toldOf({ responses }: Operation, path: string, method: string, status: string) {
  const told = responses[status];
  if (!told || !('$ref' in told)) return { place: ['paths', path, method, 'responses', status], response: told };
  const name = told.$ref.split('/').at(-1)!;
  return { place: ['components', 'responses', name], response: DOCUMENT.components.responses[name] };
}

/** The headers that every such answer has. */
function headersOf({ headers = {} }: Answer): readonly string[] {
  return Object.keys(headers).filter((name) => DOCUMENT.components.headers[name]?.required);
}

function mismatch(pointer: string, body: unknown, where: string): string | null {
  const validate = validators.get(pointer) ?? ajv.compile({ $ref: `openapi#/${pointer}` });
  validators.set(pointer, validate);
  return validate(body) ? null : `${where} is not as openapi.json says: ${ajv.errorsText(validate.errors)}`;
}

/** RFC 6901, inside a URI fragment. */
function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
