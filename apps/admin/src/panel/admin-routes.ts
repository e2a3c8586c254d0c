import { basename, dirname } from 'node:path';
import { FIGURE_PARTS, PanelFigures, PanelUserPictures } from '@castellan/panel';
import type { FigurePart } from '@castellan/panel';
import { NotFound } from '@castellan/common';
import fastifyStatic from '@fastify/static';
import type { INestApplicationContext } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { APPLICATION_POLICY } from '../http/panel-headers.js';
import { refuse } from '../http/refuse.js';
import { operatorOf } from '../http/request-facts.js';
import type { AdminPanel, Asked } from './admin-panel.js';
import { avatarRoute } from './avatar-route.js';
import { browserFiles } from './browser-files.js';
import { definitionFor, demandAction } from './demands.js';
import type { Act } from './demands.js';
import { formOf, queryOf } from './form-reader.js';
import { homeOf } from './home.js';
import type { LazyPanel } from './lazy-panel.js';
import { refusalOf } from './list-query.js';
import type { Payload, ResourceDefinition } from './resource-definition.js';

const ACTS = { actions: 'resourceAction', records: 'recordAction', bulk: 'bulkAction' } as const;
const TAKES_FORM = { config: { formBytes: 100 * 1024 } };

/** AdminJS behind our door: its pages, scripts and actions, each asked for a permission before AdminJS hears of it. */
export function adminRoutes(instance: FastifyInstance, services: INestApplicationContext, panel: LazyPanel): void {
  const load = (): Promise<AdminPanel> => panel.load();
  const figures = services.get(PanelFigures, { strict: false });
  serveScripts(instance, load);
  instance.get('/', async (request, reply) => page(await load(), null, request, reply));
  instance.get('/resources/:resourceId', async (request, reply) => page(await load(), null, request, reply));
  instance.get('/api/dashboard', async (request) => {
    const operator = operatorOf(request);
    return { html: homeOf((await load()).definitions.values(), operator, request.base), figures: figures.partsFor(operator) };
  });
  instance.get('/api/figures/:part', (request) => figuresFor(figures, request));
  for (const [folder, act] of Object.entries(ACTS)) {
    const path = `/resources/:resourceId/${folder}${folder === 'records' ? '/:recordId/:action' : '/:action'}`;
    instance.get(path, async (request, reply) => page(await load(), act, request, reply));
    instance.get(`/api${path}`, async (request, reply) => run(await load(), act, request, reply));
    instance.post(`/api${path}`, TAKES_FORM, async (request, reply) => run(await load(), act, request, reply));
  }
  instance.get('/avatars/:file', avatarRoute(services.get(PanelUserPictures, { strict: false })));
  instance.get('/export/:resourceId.csv', async (request, reply) => exportRows(await load(), request, reply));
}

function serveScripts(instance: FastifyInstance, load: () => Promise<AdminPanel>): void {
  for (const { name, type, content } of browserFiles())
    instance.get(`/assets/${name}`, (_request, reply) => reply.type(type).send(content));
  void instance.register(fastifyStatic, { root: import.meta.dirname, serve: false, cacheControl: false, etag: false, setHeaders });
  instance.get('/frontend/assets/:name', async (request, reply) => {
    const file = (await load()).scripts.get(paramsOf(request)['name'] ?? '');
    if (file === undefined) throw new NotFound();
    return reply.header('cache-control', 'private, max-age=86400').sendFile(basename(file), dirname(file));
  });
}

/** As RFC 9239 wants it; a 304 says nothing of it. */
function setHeaders(reply: FastifyReply): void {
  if (reply.hasHeader('content-type')) reply.type('text/javascript; charset=utf-8');
}

async function page(panel: AdminPanel, act: Act | null, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.header('content-security-policy', APPLICATION_POLICY);
  const operator = operatorOf(request);
  const { resourceId, action } = paramsOf(request);
  const definition = resourceId === undefined ? null : definitionFor(panel.definitions, resourceId, operator);
  if (definition && act) demandAction(definition, act, action, operator);
  return reply.type('text/html; charset=utf-8').send(await panel.page(operator));
}

async function run(panel: AdminPanel, act: Act, request: FastifyRequest, reply: FastifyReply): Promise<object> {
  const operator = operatorOf(request);
  const { resourceId, action } = paramsOf(request);
  const definition = definitionFor(panel.definitions, resourceId, operator);
  demandAction(definition, act, action, operator);
  const query = queryOf(request);
  const refusal = action === 'list' ? refusalOf(query) : null;
  if (refusal) return refusal;
  if (action === 'new' && request.method !== 'POST') return refuse(request, reply, 405, 'sendForm'); // AdminJS would take it for a fault of its own
  return panel.run(act, await askedBy(request, query, definition), operator, reply);
}

async function askedBy(request: FastifyRequest, query: Payload, definition: ResourceDefinition): Promise<Asked> {
  const params = { ...paramsOf(request) };
  if (request.method !== 'POST') return { params, query, payload: {}, method: 'get' };
  return { params, query, payload: withoutId(await formOf(request), definition), method: 'post' };
}

/** AdminJS would change the record that the form names; which one it is about is said by the address, and that was what was authorised (OWASP ASVS 8.2.3). */
function withoutId(form: Payload, { key }: ResourceDefinition): Payload {
  return Object.fromEntries(Object.entries(form).filter(([name]) => name !== key));
}

/** @throws NotFound, PermissionDenied */
async function figuresFor(figures: PanelFigures, request: FastifyRequest): Promise<object> {
  const part = paramsOf(request)['part'] ?? '';
  if (!Object.hasOwn(FIGURE_PARTS, part)) throw new NotFound();
  return figures.of(operatorOf(request), part as FigurePart); // as the line above has checked
}

async function exportRows(panel: AdminPanel, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const operator = operatorOf(request);
  const definition = definitionFor(panel.definitions, paramsOf(request)['resourceId'], operator);
  const { name, csv } = await panel.export(definition, operator, queryOf(request));
  return reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename=${name}`).send(csv);
}

/** The parts of the path that the route names; Fastify does not know which. */
const paramsOf = ({ params }: FastifyRequest): Readonly<Partial<Record<string, string>>> => params as Partial<Record<string, string>>;
