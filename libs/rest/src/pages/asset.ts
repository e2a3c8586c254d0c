import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** A file as browsers get it, in each coding that they may ask for. */
export interface Asset {
  readonly name: string;
  readonly type: string;
  readonly plain: Buffer;
  readonly gzip?: Buffer;
  readonly br?: Buffer;
  /** A Content-Security-Policy of its own. */
  readonly policy?: string;
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** By the ending of its name. @throws Error for an ending that no file of the pages has */
export function typeOf(name: string): string {
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
  if (type === undefined) throw new Error(`No type is known for ${name}.`);
  return type;
}

/** A text that is known at start: under a name that changes with it, so that it can be kept for ever. */
export function textAsset(stem: string, ending: 'css' | 'json', text: string): Asset {
  const name = `${stem}-${hashOf(text)}.${ending}`;
  const plain = Buffer.from(text);
  return new TextAsset(name, typeOf(name), plain);
}

/** Coded when it is asked for first: at start, all texts in all codings would cost a third of a second. */
class TextAsset implements Asset {
  private made: Partial<Record<'gzip' | 'br', Buffer>> = {};

  constructor(
    readonly name: string,
    readonly type: string,
    readonly plain: Buffer,
  ) {}

  get gzip(): Buffer {
    return (this.made.gzip ??= gzipSync(this.plain, { level: 9 }));
  }

  get br(): Buffer {
    return (this.made.br ??= brotliCompressSync(this.plain));
  }
}

const hashOf = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('base64url').slice(0, 10);
