import type { EnrolmentLink, PanelEnrolment, PanelSessions, PanelSignIn, UserName } from '@castellan/accounts';
import { DomainError, statusOf } from '@castellan/common';
import express, { Router } from 'express';
import type { Request, Response } from 'express';
import { messageOf } from '../http/answer-errors.js';
import type { PanelCookies } from '../http/panel-cookies.js';
import { contextOf } from '../http/request-facts.js';
import type { SignInLimits } from './sign-in-limits.js';
import {
  backupCodesPage,
  beginSetUpPage,
  codePage,
  enablePage,
  mailedLinkPage,
  setUpPage,
  signInPage,
  signOutPage,
} from './sign-in-pages.js';

export interface SignInParts {
  readonly signIn: PanelSignIn;
  readonly enrolment: PanelEnrolment;
  readonly sessions: PanelSessions;
  readonly cookies: PanelCookies;
  readonly limits: SignInLimits;
  /** `Clear-Site-Data` at sign-out, or nothing. */
  readonly forgotten: string;
}

/** What is over, and leads back to the beginning. */
const BEGIN_AGAIN = ['challenge_expired', 'invalid_link'];

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
  router.get('/sign-in/mailed', (request, response) => page(response, mailedLinkPage(request.baseUrl)));
  router.get('/sign-in/set-up', (request, response) => beginSetUp(parts, request, response));
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
      const deviceToken = cookies.anyDeviceIn(request);
      const step = await signIn.begin(nameOf(identifier), field(request, 'password', 1000), { ...context, deviceToken });
      if (step.next === 'code') cookies.setStep(response, step.token);
      response.redirect(303, `${request.baseUrl}/sign-in/${step.next === 'code' ? 'code' : 'mailed'}`);
    },
  );
}

async function finish({ signIn, sessions, cookies, limits }: SignInParts, request: Request, response: Response): Promise<void> {
  await answering(response, codePage, async () => {
    const context = contextOf(response);
    await limits.count('verify_2fa', context.ip);
    const deviceToken = cookies.deviceIn(request);
    const arrived = await signIn.finish(cookies.stepIn(request) ?? '', field(request, 'code', 64), { ...context, deviceToken });
    await endOlder(sessions, cookies.sessionIn(request), response);
    cookies.setArrival(response, arrived);
    response.redirect(303, `${request.baseUrl}/`);
  });
}

/** The mailed link leads here. */
async function beginSetUp({ enrolment, limits }: SignInParts, request: Request, response: Response): Promise<void> {
  await answering(response, signInPage, async () => {
    await limits.count('verify_2fa', contextOf(response).ip);
    const link = linkIn(request.query);
    page(response, beginSetUpPage(request.baseUrl, { ...link, email: await enrolment.emailOf(link) }, null));
  });
}

async function setUp({ enrolment, cookies, limits }: SignInParts, request: Request, response: Response): Promise<void> {
  await answering(response, signInPage, async () => {
    const context = contextOf(response);
    await limits.count('login', context.ip);
    const link = linkIn(request.body);
    const email = await enrolment.emailOf(link);
    await answering(
      response,
      (base, message) => beginSetUpPage(base, { ...link, email }, message),
      async () => {
        const deviceToken = cookies.anyDeviceIn(request);
        const made = await enrolment.setUp(link, field(request, 'password', 1000), { ...context, deviceToken });
        cookies.setStep(response, made.step);
        page(response, setUpPage(request.baseUrl, link, made));
      },
    );
  });
}

async function enable({ enrolment, sessions, cookies, limits }: SignInParts, request: Request, response: Response): Promise<void> {
  const link = linkIn(request.body);
  await answering(
    response,
    (base, message) => enablePage(base, link, message),
    async () => {
      const context = { ...contextOf(response), deviceToken: cookies.deviceIn(request) };
      await limits.count('verify_2fa', context.ip);
      const { backupCodes, ...arrived } = await enrolment.enable(cookies.stepIn(request) ?? '', link, field(request, 'code', 64), context);
      await endOlder(sessions, cookies.sessionIn(request), response);
      cookies.setArrival(response, arrived);
      page(response, backupCodesPage(request.baseUrl, backupCodes));
    },
  );
}

const signOut = async ({ sessions, cookies, forgotten }: SignInParts, request: Request, response: Response): Promise<void> => {
  await endOlder(sessions, cookies.sessionIn(request), response);
  cookies.clearSession(response);
  cookies.clearStep(response);
  if (forgotten) response.set('clear-site-data', forgotten);
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
    response.status(statusOf(error.kind));
    const show = BEGIN_AGAIN.includes(error.code) ? signInPage : pageWith;
    page(response, show(response.req.baseUrl, messageOf(error)));
  }
}

function page(response: Response, html: string): void {
  response.type('html').send(html);
}

const field = ({ body }: Request, name: string, maxLength: number): string => fieldOf(body, name, maxLength);

/** A field of a form or an address, as one string; anything else in its place is nothing. */
function fieldOf(fields: unknown, name: string, maxLength: number): string {
  const value = (fields as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'string' && value.length <= maxLength && !value.includes('\0') ? value : '';
}

const nameOf = (identifier: string): UserName => (identifier.includes('@') ? { email: identifier } : { username: identifier });

function linkIn(fields: unknown): EnrolmentLink {
  const uid = fieldOf(fields, 'uid', 36);
  return { uid: UUID.test(uid) ? uid.toLowerCase() : NOBODY, token: fieldOf(fields, 'token', 100) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Has no link. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
