import type { Answers } from '@castellan/accounts';
import { contextOf, type Show } from '@castellan/rest';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SCRIPTED_POLICY } from '../http/panel-headers.js';
import { codePage } from '../pages/sign-in-pages.js';
import { answering, answeringScript, page, showing } from './answering.js';
import { arrive } from './arriving.js';
import { field } from './form-fields.js';
import { passkeyScripts } from './passkey-scripts.js';
import { OPEN, TAKES_FORM } from './sign-in-parts.js';
import type { SignInParts, Step } from './sign-in-parts.js';

/** What browsers send of a credential; the longest id has 1,023 bytes (WebAuthn level 3, §5.8.3). */
const CREDENTIAL_LENGTH = 8_000;

/** After the password: a code, by a form without a script, or a passkey, whose page has one. */
export function secondStepRoutes(instance: FastifyInstance, parts: SignInParts): void {
  const taken = (step: Step) => async (request: FastifyRequest, reply: FastifyReply) => {
    await step(parts, request, reply);
    return reply;
  };
  instance.get('/sign-in/code', OPEN, taken(show));
  instance.post('/sign-in/code', TAKES_FORM, taken(finishByCode));
  if (!parts.passkeys) return;
  instance.post('/sign-in/passkey/options', OPEN, taken(passkeyOptions));
  instance.post('/sign-in/passkey', TAKES_FORM, taken(finishByPasskey));
  for (const { name, content } of passkeyScripts())
    instance.get(`/assets/${name}`, OPEN, (_request, reply) => reply.type('text/javascript; charset=utf-8').send(content));
}

const show: Step = async (parts, request, reply) => page(reply, await secondStepPage(parts, request, reply)(showing(request), null));

const finishByCode: Step = (parts, request, reply) => finish(parts, request, reply, { code: field(request, 'code', 64) });

const finishByPasskey: Step = (parts, request, reply) =>
  finish(parts, request, reply, { credential: parsed(field(request, 'credential', CREDENTIAL_LENGTH)) });

const passkeyOptions: Step = ({ passkeys, cookies, limits }, request, reply) =>
  answeringScript(request, reply, async () => {
    const context = contextOf(request);
    await limits.count('passkey_options', context.ip);
    return { options: await passkeys?.optionsFor(cookies.stepIn(request) ?? '', context) };
  });

async function finish(parts: SignInParts, request: FastifyRequest, reply: FastifyReply, answers: Answers): Promise<void> {
  const { signIn, cookies, limits } = parts;
  await answering(request, reply, secondStepPage(parts, request, reply), async () => {
    const context = { ...contextOf(request), deviceToken: cookies.deviceIn(request) };
    await limits.count('verify_2fa', context.ip);
    await arrive(parts, await signIn.finish(cookies.stepIn(request) ?? '', answers, context), request, reply);
    reply.redirect(`${request.base}/`, 303);
  });
}

/** Whoever waits and has a passkey gets a page with a script; everybody else one without. */
const secondStepPage =
  ({ passkeys, cookies }: SignInParts, request: FastifyRequest, reply: FastifyReply) =>
  async (show: Show, message: string | null): Promise<string> => {
    const token = cookies.stepIn(request);
    const hasPasskey = token !== null && passkeys !== null && (await passkeys.canAnswer(token));
    if (hasPasskey) reply.header('content-security-policy', SCRIPTED_POLICY);
    return codePage(show, { message, hasPasskey });
  };

/** What is inside is judged by the lib of passkeys; what is no credential at all is a wrong one as well. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) ?? text;
  } catch {
    return text;
  }
}
