import type { IncomingMessage } from 'node:http';

/** Such as a client writes that takes us for its proxy; the router takes it too (RFC 9112 §3.2.2). */
const SCHEME_AND_HOST = /^https?:\/\/[^/?#]*/i;

/**
 * The address as the router is asked for it: without the base path, which is taken off once. Some proxies leave it on, others have taken it
 * off already, as Express does for what it mounts; behind this, every hook, guard, limit and line of the log sees one spelling. What is
 * only like the base (`//auth`, `/AUTH`, `/%61uth`, `/authx`) stays, and is the address of nothing.
 * @param base such as `/auth`, or nothing
 */
export function withoutBase(base: string, url: string): string {
  if (base === '') return url;
  const path = withoutOrigin(url);
  if (!isBelow(base, path)) return url;
  const rest = path.slice(base.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** The address as it stands in most requests. @param url also in the absolute form, `http://host/path` */
export const withoutOrigin = (url: string): string => url.replace(SCHEME_AND_HOST, '');

/** Whether the address is the path or below it. What is only like it (`//auth`, `/AUTH`, `/authors`) is not. @param path with its query, or without */
export const isBelow = (base: string, path: string): boolean => path.startsWith(base) && ['/', '?', undefined].includes(path[base.length]);

/** The path that a service stands below; told once, before the first request. */
export class BasePath {
  private base = '';

  is(base: string): void {
    this.base = base;
  }

  /** For `rewriteUrl` of Fastify. */
  readonly routed = ({ url = '/' }: Pick<IncomingMessage, 'url'>): string => withoutBase(this.base, url);
}
