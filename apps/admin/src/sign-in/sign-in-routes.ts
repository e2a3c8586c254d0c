import type { EnrolmentLink, PanelEnrolment, PanelSessions, PanelSignIn, SignInName } from '@castellan/accounts';
import { DomainError, statusOf } from '@castellan/common';
import { contextOf, type Show } from '@castellan/rest';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parse } from 'node:querystring';
import { inWords } from '../http/in-words.js';
import type { PanelCookies } from '../http/panel-cookies.js';
import '../http/request-facts.js';
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
} from '../pages/sign-in-pages.js';

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

type Step = (parts: SignInParts, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
type PageWith = (show: Show, message: string) => string;

const OPEN = { config: { isOpen: true } };
const TAKES_FORM = { config: { isOpen: true, formBytes: 10 * 1024 } };

/** The way into the panel and out of it: pages and forms without a script. Everything it decides is decided by `libs/accounts`. */
export function signInRoutes(instance: FastifyInstance, parts: SignInParts): void {
  const shown = (html: (show: Show) => string) => (request: FastifyRequest, reply: FastifyReply) => page(reply, html(showing(request)));
  const taken = (step: Step) => async (request: FastifyRequest, reply: FastifyReply) => {
    await step(parts, request, reply);
    return reply;
  };
  instance.get(
    '/sign-in',
    OPEN,
    shown((show) => signInPage(show, null)),
  );
  instance.post('/sign-in', TAKES_FORM, taken(begin));
  instance.get(
    '/sign-in/code',
    OPEN,
    shown((show) => codePage(show, null)),
  );
  instance.post('/sign-in/code', TAKES_FORM, taken(finish));
  instance.get('/sign-in/mailed', OPEN, shown(mailedLinkPage));
  instance.get('/sign-in/set-up', OPEN, taken(beginSetUp));
  instance.post('/sign-in/set-up', TAKES_FORM, taken(setUp));
  instance.post('/sign-in/enable', TAKES_FORM, taken(enable));
  instance.get('/sign-out', OPEN, shown(signOutPage));
  instance.post('/sign-out', OPEN, taken(signOut));
}

async function begin({ signIn, cookies, limits }: SignInParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const identifier = field(request, 'identifier', 320);
  await answering(
    request,
    reply,
    (show, message) => signInPage(show, message, identifier),
    async () => {
      const context = contextOf(request);
      await limits.count('login', context.ip);
      const deviceToken = cookies.anyDeviceIn(request);
      const step = await signIn.begin(nameOf(identifier), field(request, 'password', 1000), { ...context, deviceToken });
      if (step.next === 'code') cookies.setStep(reply, step.token);
      reply.redirect(`${request.base}/sign-in/${step.next === 'code' ? 'code' : 'mailed'}`, 303);
    },
  );
}

async function finish({ signIn, sessions, cookies, limits }: SignInParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await answering(request, reply, codePage, async () => {
    const context = contextOf(request);
    await limits.count('verify_2fa', context.ip);
    const deviceToken = cookies.deviceIn(request);
    const arrived = await signIn.finish(cookies.stepIn(request) ?? '', { code: field(request, 'code', 64) }, { ...context, deviceToken });
    await endOlder(sessions, cookies.sessionIn(request), request);
    cookies.setArrival(reply, arrived);
    reply.redirect(`${request.base}/`, 303);
  });
}

/** The mailed link leads here. */
async function beginSetUp({ enrolment, limits }: SignInParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await answering(request, reply, signInPage, async () => {
    await limits.count('verify_2fa', contextOf(request).ip);
    const link = linkIn(request.query);
    page(reply, beginSetUpPage(showing(request), { ...link, email: await enrolment.emailOf(link) }, null));
  });
}

async function setUp({ enrolment, cookies, limits }: SignInParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await answering(request, reply, signInPage, async () => {
    const context = contextOf(request);
    await limits.count('login', context.ip);
    const link = linkIn(formIn(request));
    const email = await enrolment.emailOf(link);
    await answering(
      request,
      reply,
      (show, message) => beginSetUpPage(show, { ...link, email }, message),
      async () => {
        const deviceToken = cookies.anyDeviceIn(request);
        const made = await enrolment.setUp(link, field(request, 'password', 1000), { ...context, deviceToken });
        cookies.setStep(reply, made.step);
        page(reply, setUpPage(showing(request), link, made));
      },
    );
  });
}

async function enable({ enrolment, sessions, cookies, limits }: SignInParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const link = linkIn(formIn(request));
  await answering(
    request,
    reply,
    (show, message) => enablePage(show, link, message),
    async () => {
      const context = { ...contextOf(request), deviceToken: cookies.deviceIn(request) };
      await limits.count('verify_2fa', context.ip);
      const { backupCodes, ...arrived } = await enrolment.enable(cookies.stepIn(request) ?? '', link, field(request, 'code', 64), context);
      await endOlder(sessions, cookies.sessionIn(request), request);
      cookies.setArrival(reply, arrived);
      page(reply, backupCodesPage(showing(request), backupCodes));
    },
  );
}

const signOut = async ({ sessions, cookies, forgotten }: SignInParts, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  await endOlder(sessions, cookies.sessionIn(request), request);
  cookies.clearSession(reply);
  cookies.clearStep(reply);
  if (forgotten) reply.header('clear-site-data', forgotten);
  reply.redirect(`${request.base}/sign-in`, 303);
};

/** A session that the browser held before, its own or one planted there, is over with the next sign-in (session fixation). */
async function endOlder(sessions: PanelSessions, token: string | null, request: FastifyRequest): Promise<void> {
  if (token !== null) await sessions.end(token, contextOf(request));
}

/** A refusal is told on the page it belongs to; a wait that is over leads back to the beginning. */
async function answering(request: FastifyRequest, reply: FastifyReply, pageWith: PageWith, step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.extras.retryAfter !== undefined) reply.header('retry-after', String(error.extras.retryAfter));
    reply.code(statusOf(error.kind));
    const failed = BEGIN_AGAIN.includes(error.code) ? signInPage : pageWith;
    const { pages } = request.server;
    page(reply, failed(showing(request), inWords(error, pages.messages, pages.languageOf(request))));
  }
}

const showing = (request: FastifyRequest): Show => request.server.pages.for(request);

const page = (reply: FastifyReply, html: string): FastifyReply => reply.type('text/html; charset=utf-8').send(html);

/** What browsers send of a form without a file; a body of another kind has no field. */
function formIn({ body, headers }: FastifyRequest): object {
  const isForm = headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm && Buffer.isBuffer(body) ? parse(body.toString()) : {};
}

const field = (request: FastifyRequest, name: string, maxLength: number): string => fieldOf(formIn(request), name, maxLength);

/** A field of a form or an address, as one string; anything else in its place is nothing. */
function fieldOf(fields: unknown, name: string, maxLength: number): string {
  const value = (fields as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'string' && value.length <= maxLength && !value.includes('\0') ? value : '';
}

const nameOf = (identifier: string): SignInName => (identifier.includes('@') ? { email: identifier } : { username: identifier });

function linkIn(fields: unknown): EnrolmentLink {
  const uid = fieldOf(fields, 'uid', 36);
  return { uid: UUID.test(uid) ? uid.toLowerCase() : NOBODY, token: fieldOf(fields, 'token', 100) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Has no link. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
