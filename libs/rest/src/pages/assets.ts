import { NotFound } from '@castellan/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { namesType } from '../negotiation/accepts.js';
import type { Asset } from './asset.js';

/** Of files whose names change with what is in them (RFC 8246). */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The smaller first. */
const CODINGS = ['br', 'gzip'] as const;

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

  /** Looks at no coding that is not asked for: some are made by looking. */
  private coded(asset: Asset, accepted: string | undefined): readonly [string | null, Buffer] {
    for (const coding of CODINGS) {
      const bytes = namesType(accepted, coding) ? asset[coding] : undefined;
      if (bytes) return [coding, bytes];
    }
    return [null, asset.plain];
  }
}
