import { DomainError, Unavailable } from '@castellan/common';
import type { MultipartFile } from '@fastify/multipart';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { UPLOAD_LIMIT_BYTES } from '../body/uploads.js';
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
    if (!request.isMultipart()) throw new MultipartExpected();
    if (this.underWay >= MAX_UNDER_WAY) throw new Unavailable({ retryAfter: 5 });
    this.underWay += 1;
    try {
      return await use(await read(request));
    } finally {
      this.underWay -= 1;
    }
  }
}

async function read(request: FastifyRequest): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > UPLOAD_LIMIT_BYTES) throw new AvatarTooLarge();
  try {
    return await onlyFile(request);
  } catch (error) {
    request.raw.unpipe().resume(); // what is still coming is read and dropped, or the client would not read our answer
    throw asRefusal(error);
  }
}

async function onlyFile(request: FastifyRequest): Promise<Buffer> {
  let file: Buffer | null = null;
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue;
    if (part.fieldname !== FIELD) throw refused('Send the picture in the field avatar.');
    if (file) throw refused('Send one picture only.');
    file = await bytesOf(part);
  }
  if (!file) throw refused('This field is required.');
  if (file.length === 0) throw refused('This file is empty.');
  return file;
}

async function bytesOf({ file }: MultipartFile): Promise<Buffer> {
  file.once('limit', () => file.destroy(new AvatarTooLarge()));
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk as Buffer); // nobody set an encoding
  return Buffer.concat(chunks);
}

/** A form that cannot be read is the client's fault. */
function asRefusal(cause: unknown): DomainError {
  return cause instanceof DomainError ? cause : refused('This form cannot be read.', cause);
}

function refused(reason: string, cause?: unknown): MalformedFields {
  return new MalformedFields({ errors: { [FIELD]: [reason] }, cause });
}
