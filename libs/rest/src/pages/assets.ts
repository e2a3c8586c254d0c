import { NotFound } from '@castellan/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { namesType } from '../negotiation/accepts.js';
import type { Asset } from './asset.js';

/** Of files whose names change with what is in them (RFC 8246). */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The files of the pages, held in memory: nothing of the file system can be asked for, and nothing else is below `/assets/`. */
export class Assets {
  private readonly assets: ReadonlyMap<string, Asset>;

  constructor(assets: readonly Asset[]) {
    this.assets = new Map(assets.map((asset) => [asset.name, asset]));
  }

  /** @throws NotFound */
  send(name: string, request: FastifyRequest, reply: FastifyReply): Buffer {
    const asset = this.assets.get(name);
    if (!asset) throw new NotFound();
    const [coding, bytes] = this.coded(asset, request.headers['accept-encoding']);
    if (coding) void reply.header('content-encoding', coding);
    void reply.type(asset.type).headers({ 'cache-control': FOR_EVER, vary: 'accept-encoding' });
    if (asset.policy) void reply.header('content-security-policy', asset.policy);
    return bytes;
  }

  private coded({ plain, gzip, br }: Asset, accepted: string | undefined): readonly [string | null, Buffer] {
    if (br && namesType(accepted, 'br')) return ['br', br];
    if (gzip && namesType(accepted, 'gzip')) return ['gzip', gzip];
    return [null, plain];
  }
}
