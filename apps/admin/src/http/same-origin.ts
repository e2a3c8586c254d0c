import type { FastifyRequest } from 'fastify';

/**
 * Whether a form comes from the panel itself. The panel is for browsers, and a browser says where an unsafe request comes from (OWASP
 * CSRF cheat sheet, "Verifying origin"). So one that says nothing is refused too, unlike at the API. The cookies are SameSite=Strict besides.
 * @param url where operators reach the panel: its origin alone is let in. Null: the origin that the `Host` header names
 */
export function sameOrigin(url: string | null): (request: Pick<FastifyRequest, 'headers'>) => boolean {
  const isOurs = originTest(url);
  return ({ headers: { origin, host, 'sec-fetch-site': site } }) => {
    if (site !== undefined && site !== 'same-origin') return false;
    return origin === undefined ? site === 'same-origin' : isOurs(origin, host);
  };
}

type OriginTest = (origin: string, host: string | undefined) => boolean;

/** A proxy may have put a `Host` of its own, so what is configured counts more. */
function originTest(url: string | null): OriginTest {
  if (url === null) return (origin, host) => host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
  const own = new URL(url).origin;
  return (origin) => origin === own;
}
