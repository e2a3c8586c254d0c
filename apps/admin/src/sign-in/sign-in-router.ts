import type { PanelEnrolment, PanelSessions, PanelSignIn, UserName } from '@castellan/accounts';
import { DomainError } from '@castellan/common';
import express, { Router } from 'express';
import type { Request, Response } from 'express';
import { messageOf, statusOf } from '../http/answer-errors.js';
import type { PanelCookies } from '../http/panel-cookies.js';
import { contextOf } from '../http/request-facts.js';
import type { SignInLimits } from './sign-in-limits.js';
import { backupCodesPage, beginSetUpPage, codePage, enablePage, setUpPage, signInPage, signOutPage } from './sign-in-pages.js';

export interface SignInParts {
  readonly signIn: PanelSignIn;
  readonly enrolment: PanelEnrolment;
  readonly sessions: PanelSessions;
  readonly cookies: PanelCookies;
  readonly limits: SignInLimits;
}

type Step = (request: Request, response: Response) => Promise<void>;
type PageWith = (base: string, message: string) => string;

/** The way into the panel and out of it: pages and forms without a script. Everything it decides is decided by `libs/accounts`. */
export function signInRouter(parts: SignInParts): Router {
  const router = Router();
  const forms = express.urlencoded({ extended: false, limit: '10kb', parameterLimit: 10 });
  router.get('/sign-in', (request, response) => page(response, signInPage(request.baseUrl, null)));
  router.post('/sign-in', forms, (request, response) => begin(parts, request, response));
  router.get('/sign-in/code', (request, response) => page(response, codePage(request.baseUrl, null)));
  router.post('/sign-in/code', forms, (request, response) => finish(parts, request, response));
  router.get('/sign-in/set-up', (request, response) => page(response, beginSetUpPage(request.baseUrl)));
  router.post('/sign-in/set-up', forms, (request, response) => setUp(parts, request, response));
  router.post('/sign-in/enable', forms, (request, response) => enable(parts, request, response));
  router.get('/sign-out', (request, response) => page(response, signOutPage(request.baseUrl)));
  router.post('/sign-out', (request, response) => signOut(parts, request, response));
  return router;
}

async function begin({ signIn, cookies, limits }: SignInParts, request: Request, response: Response): Promise<void> {
  const identifier = field(request, 'identifier', 320);
  await answering(
    response,
    (base, message) => signInPage(base, message, identifier),
    async () => {
      const context = contextOf(response);
      await limits.count('login', context.ip);
      const { next, token } = await signIn.begin(nameOf(identifier), field(request, 'password', 1000), {
        ...context,
        deviceToken: cookies.deviceIn(request),
      });
      cookies.setStep(response, token);
      response.redirect(303, `${request.baseUrl}/sign-in/${next === 'code' ? 'code' : 'set-up'}`);
    },
  );
}

async function finish({ signIn, sessions, cookies, limits }: SignInParts, request: Request, response: Response): Promise<void> {
  await answering(response, codePage, async () => {
    const context = contextOf(response);
    await limits.count('verify_2fa', context.ip);
    const session = await signIn.finish(cookies.stepIn(request) ?? '', field(request, 'code', 64), context);
    await endOlder(sessions, cookies.sessionIn(request), response);
    cookies.setSession(response, session);
    response.redirect(303, `${request.baseUrl}/`);
  });
}

async function setUp({ enrolment, cookies, limits }: SignInParts, request: Request, response: Response): Promise<void> {
  await answering(response, signInPage, async () => {
    const context = contextOf(response);
    await limits.count('verify_2fa', context.ip);
    page(response, setUpPage(request.baseUrl, await enrolment.setUp(cookies.stepIn(request) ?? '', context)));
  });
}

async function enable({ enrolment, sessions, cookies, limits }: SignInParts, request: Request, response: Response): Promise<void> {
  await answering(response, enablePage, async () => {
    const context = contextOf(response);
    await limits.count('verify_2fa', context.ip);
    const { session, backupCodes } = await enrolment.enable(cookies.stepIn(request) ?? '', field(request, 'code', 64), context);
    await endOlder(sessions, cookies.sessionIn(request), response);
    cookies.setSession(response, session);
    page(response, backupCodesPage(request.baseUrl, backupCodes));
  });
}

const signOut = async ({ sessions, cookies }: SignInParts, request: Request, response: Response): Promise<void> => {
  await endOlder(sessions, cookies.sessionIn(request), response);
  cookies.clearSession(response);
  cookies.clearStep(response);
  response.redirect(303, `${request.baseUrl}/sign-in`);
};

/** A session that the browser held before, its own or one planted there, is over with the next sign-in (session fixation). */
async function endOlder(sessions: PanelSessions, token: string | null, response: Response): Promise<void> {
  if (token !== null) await sessions.end(token, contextOf(response));
}

/** A refusal is told on the page it belongs to; a wait that is over leads back to the beginning. */
async function answering(response: Response, pageWith: PageWith, step: () => ReturnType<Step>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.extras.retryAfter !== undefined) response.set('retry-after', String(error.extras.retryAfter));
    response.status(statusOf(error));
    const show = error.code === 'challenge_expired' ? signInPage : pageWith;
    page(response, show(response.req.baseUrl, messageOf(error)));
  }
}

function page(response: Response, html: string): void {
  response.type('html').send(html);
}

/** A field of a form, as one string; anything else in its place is nothing. */
function field({ body }: Request, name: string, maxLength: number): string {
  const value = (body as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'string' && value.length <= maxLength && !value.includes('\0') ? value : '';
}

const nameOf = (identifier: string): UserName => (identifier.includes('@') ? { email: identifier } : { username: identifier });
