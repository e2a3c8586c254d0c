import { FIGURE_PARTS, PanelFigures, PanelUserPage } from '@castellan/accounts';
import type { FigurePart, Operator } from '@castellan/accounts';
import { PermissionDenied } from '@castellan/access';
import { NotFound } from '@castellan/common';
import type { INestApplicationContext } from '@nestjs/common';
import { Router as AdminRoutes } from 'adminjs';
import { Router } from 'express';
import type { Request, Response } from 'express';
import { applicationPolicy } from '../http/panel-headers.js';
import { refuse } from '../http/refuse.js';
import { operatorOf } from '../http/request-facts.js';
import { applicationPage } from './application-page.js';
import { avatarRoute } from './avatar-route.js';
import { browserFiles } from './browser-files.js';
import { formOf, queryOf, rawBodies } from './form-reader.js';
import { homeOf } from './home.js';
import { exported } from './list-export.js';
import { refusalOf } from './list-query.js';
import { currentAdminOf } from './operators.js';
import { panelAdmin } from './panel-admin.js';
import type { PanelAdmin } from './panel-admin.js';
import type { Payload, ResourceDefinition } from './resource-definition.js';

const ACTS = { actions: 'resourceAction', records: 'recordAction', bulk: 'bulkAction' } as const;

type Act = (typeof ACTS)[keyof typeof ACTS];
type Api = Record<Act | 'dashboard', (request: object, response: Response) => Promise<object>>;

/** AdminJS behind our door: its pages, scripts and actions, each asked for a permission before AdminJS hears of it. @param base what it is mounted at */
export function adminRouter(services: INestApplicationContext, base: string): Router {
  const panel = panelAdmin(services, base);
  const figures = services.get(PanelFigures, { strict: false });
  const router = Router();
  serveScripts(router);
  router.get(['/', '/resources/:resourceId'], applicationPolicy, (request, response) => page(panel, null, request, response));
  router.get('/api/dashboard', (request, response) => {
    const operator = operatorOf(response);
    response.json({ html: homeOf(panel.definitions.values(), operator, request.baseUrl), figures: figures.partsFor(operator) });
  });
  router.get('/api/figures/:part', (request, response) => answerFigures(figures, request, response));
  for (const [folder, act] of Object.entries(ACTS)) {
    const path = `/resources/:resourceId/${folder}${folder === 'records' ? '/:recordId/:action' : '/:action'}`;
    router.get(path, applicationPolicy, (request, response) => page(panel, act, request, response));
    router.get(`/api${path}`, (request, response) => api(panel, act, request, response));
    router.post(`/api${path}`, rawBodies, (request, response) => api(panel, act, request, response));
  }
  router.get('/avatars/:file', avatarRoute(services.get(PanelUserPage, { strict: false })));
  router.get('/export/:resourceId.csv', (request, response) => exportRows(panel, request, response));
  return router;
}

function serveScripts(router: Router): void {
  for (const { name, type, content } of browserFiles()) {
    router.get(`/assets/${name}`, (_request, response) => void response.type(type).send(content));
  }
  for (const { path, src } of AdminRoutes.assets.filter(({ path }) => path.endsWith('.bundle.js') && !path.includes('components'))) {
    const file = src.replace('development', 'production');
    router.get(path, (_request, response) => {
      response.set('cache-control', 'private, max-age=86400');
      response.sendFile(file, { dotfiles: 'allow', cacheControl: false, etag: true });
    });
  }
}

async function page({ admin, definitions }: PanelAdmin, act: Act | null, request: Request, response: Response): Promise<void> {
  const operator = operatorOf(response);
  const definition = request.params['resourceId'] === undefined ? null : definitionFor(definitions, request, operator);
  if (definition && act) demandAction(definition, act, String(request.params['action']), operator);
  response.type('html').send(await applicationPage(admin, currentAdminOf(operator), request.baseUrl));
}

async function api({ admin, definitions }: PanelAdmin, act: Act, request: Request, response: Response): Promise<void> {
  const operator = operatorOf(response);
  const definition = definitionFor(definitions, request, operator);
  demandAction(definition, act, String(request.params['action']), operator);
  const query = queryOf(request);
  const refusal = request.params['action'] === 'list' ? refusalOf(query) : null;
  if (refusal) {
    response.json(refusal);
    return;
  }
  if (request.params['action'] === 'new' && request.method !== 'POST') {
    refuse(request, response, 405, 'Send the form.'); // AdminJS would take it for a fault of its own
    return;
  }
  const asked = {
    params: { ...request.params },
    query,
    payload: request.method === 'POST' ? withoutId(await formOf(request), definition) : {},
    method: request.method === 'POST' ? 'post' : 'get',
  };
  const Controller = AdminRoutes.routes.find(({ action, path }) => action === act && path.startsWith('/api/'))?.Controller as new (
    ...parts: unknown[]
  ) => Api;
  response.json(await new Controller({ admin }, currentAdminOf(operator))[act](asked, response));
}

/** AdminJS would change the record that the form names; which one it is about is said by the address, and that was what was authorised (OWASP ASVS 8.2.3). */
function withoutId(form: Payload, { key }: ResourceDefinition): Payload {
  return Object.fromEntries(Object.entries(form).filter(([name]) => name !== key));
}

/** @throws NotFound, PermissionDenied */
async function answerFigures(figures: PanelFigures, request: Request, response: Response): Promise<void> {
  const part = String(request.params['part']);
  if (!Object.hasOwn(FIGURE_PARTS, part)) throw new NotFound();
  response.json(await figures.of(operatorOf(response), part as FigurePart)); // as the line above has checked
}

/** @throws NotFound, PermissionDenied */
function definitionFor(definitions: PanelAdmin['definitions'], request: Request, operator: Operator): ResourceDefinition {
  const definition = definitions.get(String(request.params['resourceId']));
  if (!definition) throw new NotFound();
  if (!definition.mayView(operator)) throw new PermissionDenied();
  return definition;
}

/** The services ask again; here it is one place for all of them, before AdminJS does anything. @throws NotFound, PermissionDenied */
function demandAction(
  { create, update, hasExport = false, actions = [], bulkActions = [] }: ResourceDefinition,
  act: Act,
  name: string,
  operator: Operator,
): void {
  const own = [...actions, ...bulkActions].find((action) => action.name === name && act === `${action.kind}Action`);
  const allows = own?.allows ?? BUILT_IN({ create, update, hasExport })[`${act} ${name}`];
  if (!allows) throw new NotFound();
  if (!allows(operator)) throw new PermissionDenied();
}

const BUILT_IN = ({
  create,
  update,
  hasExport,
}: Pick<ResourceDefinition, 'create' | 'update' | 'hasExport'>): Readonly<
  Record<string, ((operator: Operator) => boolean) | undefined>
> => ({
  'resourceAction list': () => true,
  'recordAction show': () => true,
  ...(hasExport && { 'resourceAction export': () => true }),
  'resourceAction new': create?.allows,
  'recordAction edit': update?.allows,
});

async function exportRows({ definitions, lists }: PanelAdmin, request: Request, response: Response): Promise<void> {
  const operator = operatorOf(response);
  const { name, csv } = await exported(definitionFor(definitions, request, operator), lists, operator, queryOf(request));
  response.type('csv').attachment(name).send(csv);
}
