import type { PanelOperator } from '@castellan/accounts';
import type { INestApplicationContext } from '@nestjs/common';
import { Router } from 'adminjs';
import { basename } from 'node:path';
import { applicationPage } from './application-page.js';
import type { Act } from './demands.js';
import { exported } from './list-export.js';
import { currentAdminOf } from './operators.js';
import { panelAdmin } from './panel-admin.js';
import type { PanelAdmin } from './panel-admin.js';
import type { Payload, ResourceDefinition } from './resource-definition.js';

/** What AdminJS reads of a request. */
export interface Asked {
  readonly params: Readonly<Partial<Record<string, string>>>;
  readonly query: Payload;
  readonly payload: Payload;
  readonly method: 'get' | 'post';
}

type Api = Record<Act, (asked: Asked, reply: object) => Promise<object>>;

/** AdminJS, for our routes to walk: it is not a listener, and asks nobody who they are. */
export interface AdminPanel extends Pick<PanelAdmin, 'definitions'> {
  /** Its own for the browser, which lie ready: where each lies, by its name. */
  readonly scripts: ReadonlyMap<string, string>;
  page(operator: PanelOperator): Promise<string>;
  /** @param reply of Fastify, for an action that says its status */
  run(act: Act, asked: Asked, operator: PanelOperator, reply: object): Promise<object>;
  export(definition: ResourceDefinition, operator: PanelOperator, query: Payload): Promise<{ readonly name: string; readonly csv: string }>;
}

/** @param base the path that the panel is reached at @param name what the product is called */
export function adminPanel(services: INestApplicationContext, base: string, name: string): AdminPanel {
  const { admin, definitions, lists } = panelAdmin(services, base, name);
  return {
    definitions,
    scripts: new Map(scripts()),
    page: (operator) => applicationPage(admin, currentAdminOf(operator), { base, name }),
    run: (act, asked, operator, reply) => {
      const Controller = Router.routes.find(({ action, path }) => action === act && path.startsWith('/api/'))?.Controller as new (
        ...parts: unknown[]
      ) => Api;
      return new Controller({ admin }, currentAdminOf(operator))[act](asked, reply);
    },
    export: (definition, operator, query) => exported(definition, lists, operator, query),
  };
}

/** But for the one that it would bundle. */
const scripts = (): readonly (readonly [string, string])[] =>
  Router.assets
    .filter(({ path }) => path.endsWith('.bundle.js') && !path.includes('components'))
    .map(({ path, src }) => [basename(path), src.replace('development', 'production')]);
