import type { PanelUserPictures } from '@castellan/panel';
import { NotFound } from '@castellan/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { operatorOf } from '../http/request-facts.js';

const FILE = /^([\w-]{1,128})\.webp$/;

/** Opened by itself, it runs nothing and is framed nowhere (OWASP ASVS 5.0 V3.4.3, V3.4.6). */
const POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** A picture never changes under its name; whoever loses the permission sees it an hour longer at most. */
const HEADERS = { 'cache-control': 'private, max-age=3600', 'content-security-policy': POLICY };

/** Avatars, for operators: the panel shows nothing from another place. */
export function avatarRoute(pictures: PanelUserPictures): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  return async (request, reply) => {
    const { file } = request.params as { readonly file: string }; // as the route has it
    const [, name] = FILE.exec(file) ?? [];
    const picture = name === undefined ? null : await pictures.read(operatorOf(request), name);
    if (!picture) throw new NotFound();
    return reply.headers(HEADERS).type('image/webp').send(picture);
  };
}
