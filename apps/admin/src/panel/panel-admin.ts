import {
  PanelDeletionPreview,
  PanelFailedJobs,
  PanelLists,
  PanelRights,
  PanelSigningKeys,
  PanelSources,
  PanelUserPage,
} from '@castellan/panel';
import {
  AccountCreation,
  AccountDeletion,
  AccountStatus,
  AccountSupport,
  AccountUnlocking,
  IdentityRemoval,
  PasskeyRemoval,
  ProfileModeration,
  SessionRevocation,
  TwoFactorReset,
} from '@castellan/accounts';
import type { INestApplicationContext } from '@nestjs/common';
import AdminJS from 'adminjs';
import { groupResource } from './group-resource.js';
import { histories } from './history-resources.js';
import { machineResources } from './machine-resources.js';
import { PanelResource } from './panel-resource.js';
import { profileResource } from './profile-resource.js';
import type { ResourceDefinition } from './resource-definition.js';
import { resourceOptions } from './resource-options.js';
import { panelSessionResource, sessionResource } from './session-resources.js';
import { systemResources } from './system-resources.js';
import { translations } from './translations.js';
import { userResource } from './user-resource.js';

export interface PanelAdmin {
  readonly admin: AdminJS;
  readonly definitions: ReadonlyMap<string, ResourceDefinition>;
  readonly lists: PanelLists;
}

/** AdminJS over our services; it bundles and watches nothing. @param base the path it is reached at @param name what the product is called */
export function panelAdmin(services: INestApplicationContext, base: string, name = 'Castellan'): PanelAdmin {
  const get = <T>(type: abstract new (...parts: never[]) => T): T => services.get<T>(type, { strict: false });
  const parts = {
    creation: get(AccountCreation),
    status: get(AccountStatus),
    deletion: get(AccountDeletion),
    support: get(AccountSupport),
    unlocking: get(AccountUnlocking),
    twoFactor: get(TwoFactorReset),
    passkeys: get(PasskeyRemoval),
    identities: get(IdentityRemoval),
    sessions: get(SessionRevocation),
    preview: get(PanelDeletionPreview),
    rights: get(PanelRights),
    page: get(PanelUserPage),
  };
  const definitions = [
    userResource(parts),
    profileResource(get(ProfileModeration)),
    sessionResource(parts.sessions),
    groupResource(parts.rights),
    ...systemResources({ sources: get(PanelSources), keys: get(PanelSigningKeys), jobs: get(PanelFailedJobs) }),
    ...machineResources(get, parts.rights),
    panelSessionResource(parts.sessions),
    ...histories,
  ];
  const lists = get(PanelLists);
  const admin = new AdminJS({
    rootPath: base || '/',
    loginPath: `${base}/sign-in`,
    logoutPath: `${base}/sign-out`,
    branding: { companyName: name, withMadeWithLove: false, logo: false, favicon: 'data:,' },
    dashboard: { component: 'PanelHome', handler: () => Promise.resolve({}) },
    settings: { defaultPerPage: 25 },
    locale: { language: 'en', availableLanguages: ['en'], translations: { en: translations(definitions) } },
    resources: definitions.map((definition) => ({ resource: new PanelResource(definition, lists), options: resourceOptions(definition) })),
  });
  return { admin, definitions: new Map(definitions.map((definition) => [definition.id, definition])), lists };
}
