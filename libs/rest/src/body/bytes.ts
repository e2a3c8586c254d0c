import type { Readable } from 'node:stream';
import { PayloadTooLarge } from '../errors/http-errors.js';

/** The whole of a body. What is too much is read on and dropped: a connection that is cut would lose the answer. @throws PayloadTooLarge */
export function bytesOf(payload: Readable, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    payload.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) reject(new PayloadTooLarge());
      else chunks.push(chunk);
    });
    payload.on('end', () => resolve(Buffer.concat(chunks)));
    payload.on('error', reject);
  });
}
