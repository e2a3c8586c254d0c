import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { END_REASONS } from '@castellan/access';
import { ERROR_CODES } from '@castellan/rest';
import { ROOT } from '../support/root.js';

type Part = Readonly<Record<string, unknown>>;

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Part }>> };
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly description?: string; readonly headers?: Part }>>;
}

interface Document {
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<'schemas' | 'responses' | 'headers' | 'examples', Readonly<Record<string, Part>>>>;
}

const text = readFileSync(join(ROOT, 'openapi.json'), 'utf8');
const document = JSON.parse(text) as Document;
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
);
const named = (wrong: (typeof operations)[number][]) => wrong.map(({ name }) => name);
const responsesOf = ({ responses }: Operation) => Object.entries(responses).map(([status, response]) => ({ status, response }));

/** What hurts generated clients. */
describe('the OpenAPI document', () => {
  it('says of each operation in words what it does, in a chapter that there is', () => {
    const chapters = document.tags.map(({ name }) => name);
    const wordless = operations.filter(({ operation }) => !operation.summary || !operation.description);
    const lost = operations.filter(({ operation }) => operation.tags?.length !== 1 || !chapters.includes(operation.tags[0]!));

    expect(named(wordless)).toEqual([]);
    expect(named(lost)).toEqual([]);
    expect(chapters.filter((name) => !operations.some(({ operation }) => operation.tags?.includes(name)))).toEqual([]);
  });

  it('has no default in a request: generators make of it what has to be given', () => {
    const schemas = operations.flatMap(({ operation }) => Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema));
    const bodies = schemas.map((schema) => (typeof schema['$ref'] === 'string' ? found(schema['$ref']) : schema));

    expect(bodies.length).toBeGreaterThan(20);
    expect(bodies.filter((body) => JSON.stringify(body).includes('"default":'))).toEqual([]);
  });

  it('has each failure once, however many routes answer it', () => {
    const inline = operations.filter(({ operation }) =>
      responsesOf(operation).some(({ status, response }) => (status >= '400' || status === 'default') && !response.$ref),
    );

    expect(named(inline)).toEqual([]);
    expect(Object.keys(document.components.responses).length).toBeLessThan(70);
    expect(text.length).toBeLessThan(490_000);
  });

  it('tells failures apart by their code, and says with which there is more', () => {
    const codes = Object.keys(ERROR_CODES);
    const one = (code: string) => `${code.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Problem`;
    const required = (name: string) => (document.components.schemas[name]!['allOf'] as { required?: string[] }[])[1]!.required;

    expect(document.components.schemas['Problem']!['oneOf']).toEqual(codes.map((code) => ({ $ref: `#/components/schemas/${one(code)}` })));
    expect(required('SessionEndedProblem')).toContain('reason');
    expect(required('ValidationFailedProblem')).toContain('errors');
    expect(required('ThrottledProblem')).toContain('retry_after');
    expect(document.components.schemas['EndReason']!['enum']).toEqual(END_REASONS);
  });

  it('tells headers: the id of every answer, that of /api nothing is kept, and where cookies are set', () => {
    const own = operations.flatMap(({ name, path, operation }) =>
      responsesOf(operation)
        .filter(({ response }) => !response.$ref)
        .map(({ response }) => ({ name, path, headers: Object.keys(response.headers ?? {}) })),
    );
    const setting = own.filter(({ headers }) => headers.includes('Set-Cookie')).map(({ name }) => name);

    expect(own.filter(({ headers }) => !headers.includes('X-Request-Id'))).toEqual([]);
    expect(own.filter(({ path, headers }) => path.startsWith('/api/') && !headers.includes('Cache-Control'))).toEqual([]);
    expect(setting).toEqual(expect.arrayContaining(['POST /api/auth/login', 'POST /api/auth/refresh', 'POST /api/auth/logout']));
    expect(setting).not.toContain('POST /api/auth/signup');
  });

  it('calls schemas by what they are', () => {
    expect(Object.keys(document.components.schemas).filter((name) => name.endsWith('Dto'))).toEqual([]);
  });
});

function found(reference: string): Part {
  return document.components.schemas[reference.split('/').at(-1)!]!;
}
