import { hasOneHost } from '@castellan/rest';
import type { RequestHandler } from 'express';
import { refuse } from './refuse.js';

/** The origin that a form must come from may be the one that `Host` names, so there is one of it. */
export const oneHost: RequestHandler = (request, response, next) => {
  if (hasOneHost(request)) next();
  else refuse(request, response, 400, 'The request could not be read.');
};
