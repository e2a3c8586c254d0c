import type { EnrolmentLink, SignInName } from '@castellan/accounts';
import { contextOf, type Show } from '@castellan/rest';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import '../http/request-facts.js';
import { answering, page, showing } from './answering.js';
import { arrive, endOlder } from './arriving.js';
import { field, fieldOf, formIn } from './form-fields.js';
import { secondStepRoutes } from './second-step-routes.js';
import { OPEN, TAKES_FORM } from './sign-in-parts.js';
import type { SignInParts, Step } from './sign-in-parts.js';
import { backupCodesPage, beginSetUpPage, enablePage, mailedLinkPage, setUpPage, signInPage, signOutPage } from '../pages/sign-in-pages.js';

/** The way into the panel and out of it: pages and forms without a script, but for a passkey's. Everything it decides is decided by `libs/accounts`. */
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
  secondStepRoutes(instance, parts);
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

async function enable(parts: SignInParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { enrolment, cookies, limits } = parts;
  const link = linkIn(formIn(request));
  await answering(
    request,
    reply,
    (show, message) => enablePage(show, link, message),
    async () => {
      const context = { ...contextOf(request), deviceToken: cookies.deviceIn(request) };
      await limits.count('verify_2fa', context.ip);
      const { backupCodes, ...arrived } = await enrolment.enable(cookies.stepIn(request) ?? '', link, field(request, 'code', 64), context);
      await arrive(parts, arrived, request, reply);
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

const nameOf = (identifier: string): SignInName => (identifier.includes('@') ? { email: identifier } : { username: identifier });

function linkIn(fields: unknown): EnrolmentLink {
  const uid = fieldOf(fields, 'uid', 36);
  return { uid: UUID.test(uid) ? uid.toLowerCase() : NOBODY, token: fieldOf(fields, 'token', 100) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Has no link. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
