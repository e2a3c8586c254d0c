import { basePathOf } from '@castellan/common';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { RestOptions } from '../rest-options.js';
import { ErrorResponses } from './error-responses.js';
import { HEADERS, headers } from './headers.js';
import { inherentErrors } from './inherent-errors.js';
import { plain } from './plain.js';
import { problemSchemas } from './problem-schemas.js';
import { routeFacts, type RouteFacts } from './route-facts.js';
import { TAGS } from './tags.js';
import { VERSION } from './version.js';

const SIGNED_IN: Record<string, string[]>[] = [{ cookie: [] }, { bearer: [] }];
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type ComponentsObject = NonNullable<OpenAPIObject['components']>;

/** The OpenAPI 3.1 document of the app. Operation ids are the names of the controllers' methods. Needs no database: preview mode is enough. */
export function buildOpenApi(app: INestApplication, options: RestOptions): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, configuration(options), { operationIdFactory: (_controller, method) => method });
  const routes = new Map(routeFacts(app).map((route) => [route.name, route]));
  const failures = new ErrorResponses();
  for (const { path, operation } of operationsOf(document)) {
    complete(operation, path, routes.get(operation.operationId ?? ''), failures);
    completeBody(operation, document);
  }
  return plain({ ...document, paths: sorted(document.paths), components: componentsOf(document, failures) });
}

function componentsOf({ components }: OpenAPIObject, failures: ErrorResponses): OpenAPIObject['components'] {
  const shared = { ...failures.components(), headers: HEADERS } as Pick<ComponentsObject, 'responses' | 'examples' | 'headers'>;
  return { ...components, ...shared, schemas: { ...components?.schemas, ...problemSchemas() } };
}

function configuration({ cookies, publicUrl }: RestOptions): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder();
  for (const [name, description] of TAGS) builder.addTag(name, description);
  return builder
    .setOpenAPIVersion('3.1.0')
    .setTitle('Castellan')
    .setDescription('Accounts, sessions, tokens and second factors. Every path answers with and without its trailing slash.')
    .setVersion(VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer(basePathOf(publicUrl) || '/', 'Where this document was read')
    .addServer(publicUrl, 'The public address')
    .addSecurity('cookie', {
      type: 'apiKey',
      in: 'cookie',
      name: cookies.accessName,
      description: 'Set by a sign-in with `transport: cookie`.',
    })
    .addSecurity('bearer', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'From a sign-in with `transport: bearer`.' })
    .build();
}

function operationsOf(document: OpenAPIObject): readonly { readonly path: string; readonly operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.map((method) => item[method])
      .filter((one) => one !== undefined)
      .map((operation) => ({ path, operation })),
  );
}

/** Adds to an operation what its decorators mean for clients. */
function complete(operation: Operation, path: string, route: RouteFacts | undefined, failures: ErrorResponses): void {
  if (!route) return;
  const takes = { json: readsJson(operation, route), parameters: (operation.parameters ?? []).length > 0 };
  operation.security = route.requirements?.public ? [] : SIGNED_IN;
  const common = headersOf(path, route);
  for (const answer of Object.values(operation.responses))
    if (answer && !('$ref' in answer)) answer.headers = { ...common, ...answer.headers };
  operation.responses = {
    ...operation.responses,
    ...failures.of([...route.errors, ...inherentErrors(route, takes)]),
  } as Operation['responses'];
}

const COOKIES = { none: [], set: ['Set-Cookie'], cleared: ['Set-Cookie', 'Clear-Site-Data'] } as const;

function headersOf(path: string, { cookies }: RouteFacts): Record<string, { $ref: string }> {
  return headers('X-Request-Id', ...(path.startsWith('/api/') ? ['Cache-Control'] : []), ...COOKIES[cookies]);
}

/** Whoever sends a body where none is wanted is told of what is wrong with it, too. */
function readsJson({ requestBody }: Operation, { isSafe }: RouteFacts): boolean {
  return requestBody === undefined ? !isSafe : isJson(requestBody);
}

function isJson(body: NonNullable<Operation['requestBody']>): boolean {
  return !('$ref' in body) && 'application/json' in body.content;
}

/** A body all of whose fields may be left out may be left out itself. */
function completeBody({ requestBody }: Operation, document: OpenAPIObject): void {
  if (!requestBody || '$ref' in requestBody) return;
  const media = requestBody.content['application/json'];
  const body = schemaNamed(media?.schema, document);
  if (!media || !body) return;
  if (!body.required?.length) requestBody.required = false;
  media.example = bodyExample(body.properties ?? {});
}

/** Made of the fields that give an example: those that should not be filled together with the others give none. */
function bodyExample(properties: Readonly<Record<string, object>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).flatMap(([name, field]) => ('example' in field ? [[name, field.example]] : [])));
}

interface BodySchema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, object>>;
}

function schemaNamed(reference: object | undefined, document: OpenAPIObject): BodySchema | undefined {
  if (!reference || !('$ref' in reference)) return undefined;
  const schema = document.components?.schemas?.[String(reference.$ref).split('/').at(-1)!];
  return schema && !('$ref' in schema) ? schema : undefined;
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
