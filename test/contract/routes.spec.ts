import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { PERMISSIONS } from '@castellan/permissions';
import { loadConfiguration } from '@castellan/config';
import { buildOpenApi, createAdapter, ERROR_CODES, limitRules, routeFacts, type RouteFacts } from '@castellan/rest';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ApiModule, restOptions } from '@castellan/composition';

const SECRET_KEY = 'never used, since nothing is signed or sealed here';
const configuration = loadConfiguration({ NODE_ENV: 'test', SECRET_KEY });

let app: INestApplication;
let routes: readonly RouteFacts[];

/** Preview mode makes no provider, so no store is opened. */
beforeAll(async () => {
  app = await NestFactory.create(ApiModule.forRoot(configuration), createAdapter(), { preview: true, logger: false, abortOnError: false });
  routes = routeFacts(app);
});

afterAll(() => app.close());

const BY_USER = new Set(Object.entries(limitRules()).flatMap(([name, rule]) => (rule?.by === 'caller' ? [name] : [])));
const namesOf = (some: readonly RouteFacts[]): readonly string[] => some.map(({ controller, name }) => `${controller}.${name}`);

describe('every route', () => {
  it('is found', () => expect(routes.length).toBeGreaterThan(10));

  it('has a limit', () => expect(namesOf(routes.filter(({ limit }) => limit === undefined))).toEqual([]));

  it('has one that counts, but for health (a flood that takes the nodes out of the balancer)', () => {
    const unlimited = routes.filter(({ limit }) => limit === 'unlimited');
    expect(unlimited.flatMap(({ paths }) => paths)).toEqual(['/healthz', '/readyz']);
  });

  it('begins as no path of PUBLIC_URL may (a proxy that takes it off would be misread)', () => {
    const documents = ['/docs', '/docs-json', '/docs-yaml'];
    const first = new Set([...routes.flatMap(({ paths }) => paths), ...documents].map((path) => path.split('/')[1]!));
    expect([...first].filter((segment) => segment !== '' && isFreeForAPath(segment))).toEqual([]);
    expect(isFreeForAPath('auth')).toBe(true);
  });

  it('says who may call it', () => expect(namesOf(routes.filter(({ requirements }) => requirements === undefined))).toEqual([]));

  it('is remembered, if it changes anything (every attempt leaves an event)', () => {
    const forgotten = routes.filter(({ isSafe, remembers }) => !isSafe && remembers === undefined);
    // no flows of people: the development inbox, the reports of a provider, and webhooks, which are in the audit log
    expect(namesOf(forgotten).filter((name) => !/^(Inbox|Twilio|ManagedWebhook)/.test(name))).toEqual([]);
  });

  it('asks for permissions that there are, and for staff with them', () => {
    const guarded = routes.filter(({ requirements }) => requirements?.permissions !== undefined);
    expect(namesOf(guarded.filter(({ requirements }) => !requirements?.permissions?.every(isPermission) || !requirements.staff))).toEqual(
      [],
    );
  });

  it('has an operation id of its own', () => {
    const names = routes.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('counts by user only where there is one', () => {
    expect(BY_USER).toContain('credentials');
    expect(namesOf(routes.filter(({ limit, requirements }) => BY_USER.has(limit ?? '') && requirements?.public))).toEqual([]);
  });
});

describe('the OpenAPI document', () => {
  it('has the version of the package, and leads to the public address', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
    const { info, servers } = buildOpenApi(app, { ...restOptions(configuration), publicUrl: 'https://auth.example.org' });

    expect(info.version).toBe(version);
    expect(servers?.map(({ url }) => url)).toEqual(['/', 'https://auth.example.org']);
  });

  it('has a chapter with a description for every route', () => {
    const { tags = [], paths } = buildOpenApi(app, restOptions(configuration));
    const used = Object.values(paths).flatMap(({ get, put, post, patch, delete: remove }) =>
      [get, put, post, patch, remove].flatMap((one) => one?.tags ?? []),
    );
    expect(used.filter((tag) => !tags.some(({ name, description }) => name === tag && description))).toEqual([]);
  });

  it.each([
    ['signIn', { email: expect.any(String) as string, password: expect.any(String) as string }],
    ['refreshToken', {}],
  ])('shows a body of %s that is accepted as it stands', (name, example) => {
    const found = operations().find(({ operation }) => operation.operationId === name);

    expect(found?.operation.requestBody?.content['application/json']?.example).toEqual(example);
  });

  const operations = () => {
    const { paths, components } = buildOpenApi(app, restOptions(configuration));
    const failures = components?.responses as Readonly<Record<string, Failure>>;
    return Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
        name: `${method} ${path}`,
        operation,
        codes: codesOf(operation, failures),
      })),
    );
  };

  it('documents a 4xx of every operation, and a 2xx or where it leads', () => {
    const incomplete = operations().filter(({ operation: { responses } }) => {
      const statuses = Object.keys(responses);
      return !statuses.some((status) => status.startsWith('4')) || !statuses.some((status) => /^[23]/.test(status));
    });
    expect(incomplete.map(({ name }) => name)).toEqual([]);
  });

  it('names codes of the documented list only', () => {
    const codes = operations().flatMap((each) => each.codes);
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !(code in ERROR_CODES))).toEqual([]);
  });

  it('says 403 csrf_rejected of every unsafe operation, but of the one that providers post to', () => {
    const open = operations().filter((each) => !each.name.startsWith('get ') && !each.codes.includes('csrf_rejected'));
    expect(open.map(({ name }) => name)).toEqual(['post /api/auth/with/{provider}/callback']);
  });
});

const isPermission = (name: string | undefined): boolean => PERMISSIONS.some((permission) => permission === name);

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: object }>> };
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>;
}

interface Failure {
  readonly content?: Readonly<Record<string, { readonly examples?: object }>>;
}

/** Of the failures that a route has by name; any may answer one of the others. */
function codesOf({ responses }: Operation, failures: Readonly<Record<string, Failure>>): readonly string[] {
  const names = Object.values(responses).flatMap(({ $ref }) => $ref?.split('/').at(-1) ?? []);
  return names.flatMap((name) => Object.keys(failures[name]?.content?.['application/problem+json']?.examples ?? {}));
}

/** Whether the service could be put below such a path. */
function isFreeForAPath(segment: string): boolean {
  try {
    loadConfiguration({ NODE_ENV: 'test', SECRET_KEY, PUBLIC_URL: `http://localhost:3000/${segment}` });
    return true;
  } catch {
    return false;
  }
}
