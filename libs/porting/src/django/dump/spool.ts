import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KEEP_BYTES = 1 << 20;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Where an entry of a spool stands. */
export type Place = number & { readonly place: unique symbol };

/**
 * What must wait until all is read, in one temporary file that only this process can read: each entry is sealed by a key that is nowhere
 * else (AES-256-GCM), as password hashes are among them. In memory is where each entry begins.
 */
export class Spool {
  private readonly directory = mkdtempSync(join(tmpdir(), 'castellan-import-')); // mode 0700
  private readonly file = openSync(join(this.directory, 'spool'), 'wx+', 0o600);
  private readonly key = randomBytes(32);
  private readonly starts: number[] = [0];
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private writtenBytes = 0;

  add(entry: unknown): Place {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    const sealed = Buffer.concat([iv, cipher.update(JSON.stringify(entry)), cipher.final(), cipher.getAuthTag()]);
    this.waiting.push(sealed);
    this.waitingBytes += sealed.length;
    this.starts.push(this.starts.at(-1)! + sealed.length);
    if (this.waitingBytes > KEEP_BYTES) this.flush();
    return (this.starts.length - 2) as Place;
  }

  read(place: Place): unknown {
    this.flush();
    const [start, end] = [this.starts[place]!, this.starts[place + 1]!];
    const sealed = Buffer.allocUnsafe(end - start);
    readSync(this.file, sealed, 0, sealed.length, start);
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString()) as unknown;
  }

  close(): void {
    closeSync(this.file);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private flush(): void {
    if (this.waitingBytes === 0) return;
    const bytes = Buffer.concat(this.waiting);
    for (let done = 0; done < bytes.length;) done += writeSync(this.file, bytes, done, bytes.length - done, this.writtenBytes + done);
    this.writtenBytes += bytes.length;
    this.waiting = [];
    this.waitingBytes = 0;
  }
}
