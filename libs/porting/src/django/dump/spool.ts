import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Cipher } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KEEP_BYTES = 1 << 18;
const BLOCK_BYTES = 16;
const ALGORITHM = 'aes-256-ctr'; // NIST SP 800-38A §6.5: any part can be read alone

/** Where an entry of a spool stands. */
export type Place = number & { readonly place: unique symbol };

/**
 * What must wait until all is read, in one temporary file of this user alone, sealed by a key that is nowhere but in this process: password
 * hashes are among it. In memory is where each entry begins.
 */
export class Spool {
  private readonly directory = mkdtempSync(join(tmpdir(), 'castellan-import-')); // mode 0700
  private readonly file = openSync(join(this.directory, 'spool'), 'wx+', 0o600);
  private readonly key = randomBytes(32);
  private readonly cipher: Cipher = createCipheriv(ALGORITHM, this.key, counterAt(0));
  private readonly starts: number[] = [0];
  private waiting: string[] = [];
  private waitingBytes = 0;
  private writtenBytes = 0;

  add(entry: unknown): Place {
    const text = JSON.stringify(entry);
    const length = Buffer.byteLength(text);
    this.waiting.push(text);
    this.waitingBytes += length;
    this.starts.push(this.starts.at(-1)! + length);
    if (this.waitingBytes > KEEP_BYTES) this.flush();
    return (this.starts.length - 2) as Place;
  }

  read(place: Place): unknown {
    this.flush();
    const [start, end] = [this.starts[place]!, this.starts[place + 1]!];
    const aligned = start - (start % BLOCK_BYTES);
    const sealed = Buffer.allocUnsafe(end - aligned);
    for (let done = 0; done < sealed.length;) done += readSync(this.file, sealed, done, sealed.length - done, aligned + done);
    const plain = createDecipheriv(ALGORITHM, this.key, counterAt(aligned / BLOCK_BYTES)).update(sealed);
    return JSON.parse(plain.toString('utf8', start - aligned)) as unknown;
  }

  close(): void {
    closeSync(this.file);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private flush(): void {
    if (this.waitingBytes === 0) return;
    const bytes = this.cipher.update(this.waiting.join(''), 'utf8');
    for (let done = 0; done < bytes.length;) done += writeSync(this.file, bytes, done, bytes.length - done, this.writtenBytes + done);
    this.writtenBytes += bytes.length;
    this.waiting = [];
    this.waitingBytes = 0;
  }
}

function counterAt(block: number): Buffer {
  const counter = Buffer.alloc(BLOCK_BYTES);
  counter.writeBigUInt64BE(BigInt(block), 8);
  return counter;
}
