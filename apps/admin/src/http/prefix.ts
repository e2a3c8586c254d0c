import type { RequestHandler } from 'express';

/** Some proxies hand the path on whole, others without the panel's prefix; behind this every request has it. @param prefix such as `/castellan`, or nothing */
export function withPrefix(prefix: string): RequestHandler {
  return (request, _response, next) => {
    if (!isBelow(prefix, request.url)) request.url = prefix + request.url;
    next();
  };
}

const isBelow = (prefix: string, url: string): boolean => url.startsWith(prefix) && ['/', '?', undefined].includes(url[prefix.length]);
