import type { Messages } from '@castellan/branding';
import { cookieValue } from '@castellan/common';
import type { FastifyRequest } from 'fastify';

/** Of who has chosen one by `?lang=`, for a year; no secret. */
export const CHOSEN_LANGUAGE = 'language';
/** Of who has signed in: of the profile, as the pages have read it there. */
const PROFILE_LANGUAGE = 'profile_language';
const A_YEAR_SECONDS = 365 * 24 * 3600;

type Asked = Pick<FastifyRequest, 'query' | 'headers'>;

/** The language that is asked for by `?lang=`; null where there is none, or nobody speaks it here. */
export function askedLanguage({ query }: Pick<Asked, 'query'>, messages: Messages): string | null {
  const { lang } = query as Readonly<Record<string, unknown>>; // Fastify always gives an object
  return typeof lang === 'string' ? messages.match(lang) : null;
}

/** `?lang=`, now or earlier; else the profile's; else what the browser says; else the first of `LANGUAGES` (docs/decisions/0161). */
export function pageLanguage(request: Asked, messages: Messages): string {
  const { cookie = '', 'accept-language': accepted } = request.headers;
  const kept = (name: string): string | null => messages.match(cookieValue(cookie, name));
  return askedLanguage(request, messages) ?? kept(CHOSEN_LANGUAGE) ?? kept(PROFILE_LANGUAGE) ?? messages.negotiate(accepted);
}

/** @param base the path of `PUBLIC_URL` */
export function languageCookie(language: string, base: string): string {
  return `${CHOSEN_LANGUAGE}=${language}; Path=${base || '/'}; Max-Age=${A_YEAR_SECONDS}; SameSite=Lax`;
}
