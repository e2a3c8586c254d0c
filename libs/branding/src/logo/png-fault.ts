import { crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Of a chunk, besides what it holds: length, type and checksum. */
const AROUND = 12;
const CUT_OFF = 'is not whole: the PNG ends before its end';

/** By its first eight bytes (RFC 2083 §3.1). */
export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE);

/** Why no browser would show this PNG; null where one would: its chunks are whole, from the header to the end (RFC 2083 §4.3). */
export function pngFault(bytes: Buffer): string | null {
  const types: string[] = [];
  for (let at = SIGNATURE.length; types.at(-1) !== 'IEND';) {
    const chunk = chunkAt(bytes, at);
    if (chunk === null) return CUT_OFF;
    if (!chunk.isSound) return `is damaged: the checksum of its chunk ${types.length + 1} is wrong`;
    if (types.length === 0 && !isHeader(chunk)) return 'is no picture: it has no header of a width and a height';
    types.push(chunk.type);
    at += AROUND + chunk.data.length;
  }
  return types.includes('IDAT') ? null : 'is no picture: it holds no image data';
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  readonly isSound: boolean;
}

function chunkAt(bytes: Buffer, at: number): Chunk | null {
  if (at + AROUND > bytes.length) return null;
  const end = at + 8 + bytes.readUInt32BE(at);
  if (end + 4 > bytes.length) return null;
  const type = bytes.toString('latin1', at + 4, at + 8);
  return { type, data: bytes.subarray(at + 8, end), isSound: crc32(bytes.subarray(at + 4, end)) === bytes.readUInt32BE(end) };
}

function isHeader({ type, data }: Chunk): boolean {
  return type === 'IHDR' && data.length === 13 && data.readUInt32BE(0) > 0 && data.readUInt32BE(4) > 0;
}
