import { PanelEnrolment, PanelPasskeys, PanelSessions, PanelSignIn } from '@castellan/accounts';
import type { Configuration } from '@castellan/config';
import { Allowances } from '@castellan/limits';
import {
  Assets,
  createFace,
  Drain,
  Health,
  HttpMetrics,
  limitRules,
  measureRequests,
  PageWriter,
  serveHealth,
  siteData,
  withoutBase,
} from '@castellan/rest';
import type { Face } from '@castellan/rest';
import type { Abstract, INestApplicationContext, Type } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { parse } from 'node:querystring';
import { answerErrors } from './http/answer-errors.js';
import { addDoor } from './http/door.js';
import { PanelCookies } from './http/panel-cookies.js';
import { headersOf } from './http/panel-headers.js';
import { decodable } from './http/decodable.js';
import { tellRefusals } from './http/refusals.js';
import { refuse } from './http/refuse.js';
import { adminRoutes } from './panel/admin-routes.js';
import { readForms } from './panel/form-reader.js';
import { lazyPanel } from './panel/lazy-panel.js';
import { hasPasskeys } from './sign-in/passkey-place.js';
import { SignInLimits } from './sign-in/sign-in-limits.js';
import { signInRoutes } from './sign-in/sign-in-routes.js';

/** Of the way in, of refusals. */
const PAGES = join(import.meta.dirname, 'pages');

/** The addresses of pages for many rows hold the ids of all of them: 500 take 18 kB, more than Node allows by itself. */
const HEADER_BYTES = 32_768;

/** The panel over services that are ready: those of the API in the same process, or of a context of its own. */
export function createPanel(services: INestApplicationContext, configuration: Configuration): Face & { readonly warmUp: () => void } {
  const get = <T>(type: Type<T> | Abstract<T>): T => services.get(type, { strict: false });
  const { url, path, secure } = configuration.panel;
  const cookies = new PanelCookies(secure, configuration.cookies.deviceName);
  const sessions = get(PanelSessions);
  const limits = new SignInLimits(get(Allowances), limitRules(configuration.limits));
  const forgotten = siteData(configuration.clearSiteData, path);
  const panel = lazyPanel(services, path, configuration.brand.name);
  const face = panelFace(configuration, get(Drain));
  const { instance } = face;
  const resetUrl = `${configuration.frontendUrl}/password-reset`;
  instance.decorate('pages', new PageWriter(configuration.brand, configuration.messages, path, PAGES, `${path}/`, { resetUrl }));
  tellRefusals(instance);
  measureRequests(instance, get(HttpMetrics));
  addDoor(instance, url, sessions, cookies);
  readForms(instance);
  instance.setErrorHandler(answerErrors);
  instance.setNotFoundHandler((request, reply) => refuse(request, reply, 404, 'nothingHere'));
  openRoutes(instance, get(Health));
  const passkeys = hasPasskeys(configuration) ? get(PanelPasskeys) : null;
  signInRoutes(instance, { signIn: get(PanelSignIn), passkeys, enrolment: get(PanelEnrolment), sessions, cookies, limits, forgotten });
  adminRoutes(instance, services, panel);
  return { ...face, warmUp: () => panel.warmUp() };
}

function panelFace({ panel: { path, secure }, hstsSubdomains, trustedProxies, maxConnections }: Configuration, drain: Drain): Face {
  const face = createFace({
    headers: headersOf({ secure, subdomains: hstsSubdomains }),
    trustedProxies,
    maxConnections,
    maxHeaderBytes: HEADER_BYTES,
    drain,
    routing: {
      rewriteUrl: ({ url = '/' }) => decodable(withoutBase(path, url)),
      routerOptions: {
        ignoreTrailingSlash: true,
        caseSensitive: false,
        maxParamLength: HEADER_BYTES,
        querystringParser: (text) => parse(text),
      },
    },
  });
  face.instance.decorateRequest('base', path);
  return face;
}

function openRoutes(instance: FastifyInstance, health: Health): void {
  const open = { config: { isOpen: true } };
  const assets = new Assets(instance.pages.assets);
  for (const { name } of instance.pages.assets)
    instance.get(`/assets/${name}`, open, (request, reply) => reply.send(assets.send(name, request, reply)));
  serveHealth(instance, health, open);
}
