import { PanelEnrolment, PanelSessions, PanelSignIn } from '@castellan/accounts';
import type { Configuration } from '@castellan/config';
import { EphemeralStore } from '@castellan/data';
import { PAGE_STYLE, siteData } from '@castellan/rest';
import type { Abstract, INestApplicationContext, Type } from '@nestjs/common';
import express, { Router } from 'express';
import type { Express, RequestHandler } from 'express';
import { answerErrors } from './http/answer-errors.js';
import { PanelCookies } from './http/panel-cookies.js';
import { oneHost } from './http/one-host.js';
import { headersOf, panelHeaders } from './http/panel-headers.js';
import { withPrefix } from './http/prefix.js';
import { tellRefusals } from './http/refusals.js';
import { refuse } from './http/refuse.js';
import { contextOf, noteContext, noteOperator } from './http/request-facts.js';
import { sameOrigin } from './http/same-origin.js';
import { lazyPanel } from './panel/lazy-panel.js';
import { PANEL_STYLE } from './pages/panel-style.js';
import { SignInLimits } from './sign-in/sign-in-limits.js';
import { signInRouter } from './sign-in/sign-in-router.js';

/** The panel over services that are ready: those of the API in the same process, or of a context of its own. */
export function createPanel(
  services: INestApplicationContext,
  configuration: Configuration,
): { readonly app: Express; readonly headers: Readonly<Record<string, string>>; readonly warmUp: () => void } {
  const get = <T>(type: Type<T> | Abstract<T>): T => services.get(type, { strict: false });
  const { url, path, secure } = configuration.panel;
  const cookies = new PanelCookies(secure, configuration.cookies.deviceName);
  const sessions = get(PanelSessions);
  const limits = new SignInLimits(get(EphemeralStore), configuration.throttles);
  // Below a path, the storage of the origin belongs to others too.
  const forgotten = path === '' ? siteData(configuration.clearSiteData) : '';
  const panel = lazyPanel(services, path);
  const router = Router();
  const headers = headersOf({ secure, subdomains: configuration.hstsSubdomains });
  router.use(panelHeaders(headers), oneHost, noteContext(configuration.trustedProxies), tellRefusals(), sameOrigin(url));
  router.get('/assets/page.css', (_request, response) => void response.type('css').send(PAGE_STYLE + PANEL_STYLE));
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  router.use(signInRouter({ signIn: get(PanelSignIn), enrolment: get(PanelEnrolment), sessions, cookies, limits, forgotten }));
  router.use(signedIn(sessions, cookies));
  router.use(panel.handler);
  router.use((request, response) => refuse(request, response, 404, 'There is nothing here.'));
  router.use(answerErrors);
  return { app: mounted(router, path), headers, warmUp: () => panel.warmUp() };
}

/** Inside, `baseUrl` of a request is the path, and begins every address that a page or a redirect names. */
function mounted(panel: Router, path: string): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.use(withPrefix(path));
  app.use(path || '/', panel);
  return app;
}

/** Behind it everything is an operator's: the session, and that its owner is still active staff, is asked for at every request. */
function signedIn(sessions: PanelSessions, cookies: PanelCookies): RequestHandler {
  return async (request, response, next) => {
    const token = cookies.sessionIn(request);
    const operator = token === null ? null : await sessions.operatorOf(token, contextOf(response));
    if (operator) {
      noteOperator(response, operator);
      next();
      return;
    }
    if (token !== null) cookies.clearSession(response);
    response.redirect(303, `${request.baseUrl}/sign-in`);
  };
}
