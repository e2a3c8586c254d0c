import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Tokenizer, TokenParser } from '@streamparser/json';

/** One entry of `manage.py dumpdata`. */
export interface DumpRecord {
  readonly model: string;
  /** Missing with `--natural-primary`. */
  readonly pk?: unknown;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** It is no dump, or it is cut or broken; `message` says where. */
export class InvalidDump extends Error {}

/** A whole number that is too long for one stays as it is written: as keys, two of them would become one. */
class ExactTokenizer extends Tokenizer {
  protected override parseNumber(written: string): number {
    const number = Number(written);
    const isExact = Number.isSafeInteger(number) || !/^-?\d+$/.test(written);
    return isExact ? number : (written as string & number); // the parser hands on whatever it gets
  }
}

function exactParser(): readonly [Tokenizer, TokenParser] {
  const tokens = new ExactTokenizer();
  const parser = new TokenParser({ paths: ['$.*'], keepStack: false });
  tokens.onToken = (token) => {
    parser.write(token);
  };
  parser.onError = (error) => {
    tokens.error(error);
  };
  parser.onEnd = () => {
    if (!tokens.isEnded) tokens.end();
  };
  return [tokens, parser];
}

/** The bytes of a dump: a file, gzipped where its name ends in `.gz`, or standard input for `-`. @throws what opening a file throws */
export function openDump(name: string): Readable {
  if (name === '-') return process.stdin;
  const file = createReadStream(name);
  if (!name.endsWith('.gz')) return file;
  const plain = createGunzip();
  file.once('error', (error) => plain.destroy(error));
  return file.pipe(plain);
}

/**
 * The records of a dump, one after another: never more than one piece of the stream is in memory. Entries that are no records are passed
 * over by giving them to `strange`.
 * @throws InvalidDump
 */
export async function* readRecords(bytes: AsyncIterable<Buffer | string>, strange: (index: number) => void): AsyncGenerator<DumpRecord> {
  let ready: DumpRecord[] = [];
  let count = 0;
  let read = 0;
  const [tokens, parser] = exactParser();
  parser.onValue = ({ value, stack }) => {
    if (stack.length > 1) return;
    count += 1;
    if (isRecord(value)) ready.push(value);
    else strange(count);
  };
  try {
    let isFirst = true;
    for await (const chunk of bytes) {
      if (isFirst) demandList(chunk);
      isFirst = false;
      tokens.write(chunk);
      read += chunk.length;
      yield* ready;
      ready = [];
    }
    if (!parser.isEnded)
      throw new InvalidDump(`It ends in the middle of an entry: is it whole? (entry ${String(count + 1)}, byte ${String(read)})`);
    yield* ready;
  } catch (error) {
    if (isOfGzip(error)) throw new InvalidDump(`It is no gzip, or not whole: ${error.message} (after entry ${String(count)}).`);
    if (error instanceof InvalidDump || isSystemError(error)) throw error;
    throw new InvalidDump(
      `It is no JSON after entry ${String(count)}, near byte ${String(read)}: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

function demandList(chunk: Buffer | string): void {
  const start = chunk
    .toString()
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start !== '' && !start.startsWith('['))
    throw new InvalidDump('It does not begin with "[", as the JSON of dumpdata does. Was it written with --format json?');
}

function isRecord(value: unknown): value is DumpRecord {
  const { model, fields } = (value ?? {}) as Partial<Record<keyof DumpRecord, unknown>>;
  return typeof model === 'string' && typeof fields === 'object' && fields !== null && !Array.isArray(fields);
}

/** What zlib says: Z_DATA_ERROR, Z_BUF_ERROR. */
const isOfGzip = (error: unknown): error is Error => String((error as { readonly code?: unknown } | null)?.code).startsWith('Z_');

/** ENOENT, EACCES and their like. */
const isSystemError = (error: unknown): boolean => typeof (error as { readonly errno?: unknown } | null)?.errno === 'number';
