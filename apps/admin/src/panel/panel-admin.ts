import { PanelBelongings, PanelDesk, PanelDetails, PanelLists, PanelStanding, PanelUsers } from '@castellan/accounts';
import type { INestApplicationContext } from '@nestjs/common';
import AdminJS from 'adminjs';
import { accountResources } from './account-resources.js';
import { histories } from './history-resources.js';
import { PanelResource } from './panel-resource.js';
import type { ResourceDefinition } from './resource-definition.js';
import { resourceOptions } from './resource-options.js';
import { systemResources } from './system-resources.js';
import { userResource } from './user-resource.js';

export interface PanelAdmin {
  readonly admin: AdminJS;
  readonly definitions: ReadonlyMap<string, ResourceDefinition>;
  readonly lists: PanelLists;
}

/** AdminJS over our services; it bundles and watches nothing. @param base the path it is reached at */
export function panelAdmin(services: INestApplicationContext, base: string): PanelAdmin {
  const get = <T>(type: abstract new (...parts: never[]) => T): T => services.get<T>(type, { strict: false });
  const parts = {
    users: get(PanelUsers),
    standing: get(PanelStanding),
    belongings: get(PanelBelongings),
    desk: get(PanelDesk),
    details: get(PanelDetails),
  };
  const definitions = [userResource(parts), ...accountResources(parts), ...systemResources(parts), ...histories];
  const lists = get(PanelLists);
  const admin = new AdminJS({
    rootPath: base || '/',
    loginPath: `${base}/sign-in`,
    logoutPath: `${base}/sign-out`,
    branding: { companyName: 'Castellan', withMadeWithLove: false, logo: false, favicon: 'data:,' },
    dashboard: { component: 'PanelHome', handler: () => Promise.resolve({}) },
    settings: { defaultPerPage: 25 },
    locale: { language: 'en', availableLanguages: ['en'], translations: { en: translations(definitions) } },
    resources: definitions.map((definition) => ({ resource: new PanelResource(definition, lists), options: resourceOptions(definition) })),
  });
  return { admin, definitions: new Map(definitions.map((definition) => [definition.id, definition])), lists };
}

function translations(definitions: readonly ResourceDefinition[]): object {
  const resources = definitions.map(({ id, fields, actions = [], bulkActions = [] }) => {
    const properties = Object.fromEntries(fields.map(({ name, label }) => [name, label ?? sentence(name)]));
    return [id, { properties, actions: Object.fromEntries([...actions, ...bulkActions].map(({ name, label }) => [name, label])) }] as const;
  });
  return {
    labels: Object.fromEntries(definitions.map(({ id, label }) => [id, label])),
    actions: { export: 'Export as CSV' },
    resources: Object.fromEntries(resources),
  };
}

function sentence(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
