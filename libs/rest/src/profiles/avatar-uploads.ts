import { DomainError, Unavailable } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { UPLOAD_LIMIT_BYTES, uploadOf } from '../body/uploads.js';
import type { Upload } from '../body/uploads.js';
import { MalformedFields } from '../errors/malformed-fields.js';
import { AvatarTooLarge, MultipartExpected } from './errors.js';

const FIELD = 'avatar';
/** Each holds up to 5 MB from its first byte until its picture is stored. */
const MAX_UNDER_WAY = 20;

/** Reads the file of an upload into memory, so much at a time and no more. */
@Injectable()
export class AvatarUploads {
  private underWay = 0;

  /**
   * Hands the one file of the request, in the field `avatar`, to `use`.
   * @throws MultipartExpected, AvatarTooLarge, ValidationFailed at `avatar`, Unavailable when too many uploads are under way
   */
  async receive<T>(request: FastifyRequest, use: (file: Buffer) => Promise<T>): Promise<T> {
    const upload = uploadOf(request);
    if (!upload) throw new MultipartExpected();
    if (this.underWay >= MAX_UNDER_WAY) throw new Unavailable({ retryAfter: 5 });
    this.underWay += 1;
    try {
      return await use(await read(upload, request.headers['content-length']));
    } finally {
      this.underWay -= 1;
    }
  }
}

async function read(upload: Upload, length = '0'): Promise<Buffer> {
  if (Number(length) > UPLOAD_LIMIT_BYTES) throw new AvatarTooLarge();
  const files: Buffer[][] = [];
  await upload
    .read((name, file, refuse) => {
      const chunks: Buffer[] = [];
      if (name !== FIELD) refuse(refused('Send the picture in the field avatar.'));
      else if (files.push(chunks) > 1) refuse(refused('Send one picture only.'));
      file.once('limit', () => refuse(new AvatarTooLarge())).on('data', (chunk: Buffer) => chunks.push(chunk));
    })
    .catch((error: unknown) => Promise.reject(asRefusal(error)));
  const [chunks] = files;
  if (!chunks) throw refused('This field is required.');
  if (chunks.length === 0) throw refused('This file is empty.');
  return Buffer.concat(chunks);
}

/** A form that cannot be read is the client's fault. */
function asRefusal(cause: unknown): DomainError {
  return cause instanceof DomainError ? cause : refused('This form cannot be read.', cause);
}

function refused(reason: string, cause?: unknown): MalformedFields {
  return new MalformedFields({ errors: { [FIELD]: [reason] }, cause });
}
