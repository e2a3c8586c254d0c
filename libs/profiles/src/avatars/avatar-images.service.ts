import { DomainError, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { beginsLikePicture, holdsMarkup } from './picture-file.js';
import { Turns } from './turns.js';

const SIDE = 400;
const MAX_PIXELS = 40_000_000;
const MAX_SECONDS = 5;
/** Two at a time leave Node's thread pool room for files and names of hosts. */
const AT_ONCE = 2;
const MAX_WAITING = 16;
/** 40 megapixels with four channels of 8 bits. Deeper ones must be smaller: 5 MB that unpack to more are no photograph. */
const MAX_UNPACKED_BYTES = 4 * MAX_PIXELS;
/** From here on a picture is read alone. Interlaced ones are unpacked whole, and copied: the largest take some 400 MB. */
const LARGE_BYTES = 64_000_000;

/**
 * For a process that is ours alone: no pixels are kept between pictures, and each is drawn in one thread. sharp knows such settings of the
 * whole process only, and in a host it is the host who draws with it too.
 */
export function drawFrugally(): void {
  sharp.cache(false);
  sharp.concurrency(1);
}

/** Draws avatars anew from files that anyone may have sent, in bounded memory and time. */
@Injectable()
export class AvatarImages {
  private readonly turns = new Turns(AT_ONCE, MAX_WAITING);

  /**
   * WebP, 400×400, turned as its EXIF says, cropped around the middle, without metadata. Of an animation the first picture.
   * @throws ValidationFailed at `avatar`, Unavailable when too many wait
   */
  async make(file: Buffer): Promise<Buffer> {
    if (!beginsLikePicture(file)) throw refused('This is no JPEG, PNG, GIF or WebP picture.');
    if (await holdsMarkup(file)) throw refused('This file holds a page or a script besides the picture.');
    try {
      const bytes = await unpackedBytes(file);
      return await this.turns.run(bytes > LARGE_BYTES ? AT_ONCE : 1, () => draw(file));
    } catch (error) {
      throw asRefusal(error);
    }
  }
}

/** Reads the header only: what claims to be too large is never unpacked. */
async function unpackedBytes(file: Buffer): Promise<number> {
  const { width, height, channels, depth } = await sharp(file, { failOn: 'error', limitInputPixels: false }).metadata();
  if (width * height > MAX_PIXELS) throw refused('This picture has more than 40 megapixels.');
  const bytes = width * height * channels * (depth === 'ushort' ? 2 : 1);
  if (bytes > MAX_UNPACKED_BYTES) throw refused('This picture unpacks to more than 160 MB.');
  return bytes;
}

function draw(file: Buffer): Promise<Buffer> {
  return sharp(file, { failOn: 'error', limitInputPixels: MAX_PIXELS, pages: 1 })
    .timeout({ seconds: MAX_SECONDS })
    .autoOrient()
    .resize(SIDE, SIDE, { fit: 'cover' })
    .webp({ quality: 80 })
    .toBuffer();
}

/** Whatever a decoder says, the file was at fault. */
function asRefusal(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const isSlow = error instanceof Error && error.message.startsWith('timeout');
  return refused(isSlow ? 'This picture takes too long to read.' : 'This picture is damaged or incomplete.');
}

function refused(reason: string): ValidationFailed {
  return new ValidationFailed({ errors: { avatar: [reason] } });
}
