import { DomainError, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { holdsMarkup, pictureFormat } from './picture-format.js';
import type { PictureFormat } from './picture-format.js';
import { Turns } from './turns.js';

const SIDE = 400;
const MAX_PIXELS = 40_000_000;
const MAX_SECONDS = 5;
/** Two at a time leave Node's thread pool room for files and names of hosts. */
const AT_ONCE = 2;
const MAX_WAITING = 16;
/** From here on a picture is read alone: an interlaced one of 40 megapixels with 16 bits a colour takes some 550 MB. */
const LARGE_PIXELS = 16_000_000;

// Of the whole process: no pixels kept between pictures, one thread a picture.
sharp.cache(false);
sharp.concurrency(1);

/** Draws avatars anew from files that anyone may have sent, in bounded memory and time. */
@Injectable()
export class AvatarImages {
  private readonly turns = new Turns(AT_ONCE, MAX_WAITING);

  /**
   * WebP, 400×400, turned as its EXIF says, cropped around the middle, without metadata. Of an animation the first picture.
   * @throws ValidationFailed at `avatar`, Unavailable when too many wait
   */
  async make(file: Buffer): Promise<Buffer> {
    const format = pictureFormat(file);
    if (!format) throw refused('This is no JPEG, PNG, GIF or WebP picture.');
    if (await holdsMarkup(file)) throw refused('This file holds a page or a script besides the picture.');
    try {
      const pixels = await pixelsOf(file, format);
      return await this.turns.run(pixels > LARGE_PIXELS ? AT_ONCE : 1, () => draw(file));
    } catch (error) {
      throw asRefusal(error);
    }
  }
}

/** Reads the header only: what claims to be too large is never unpacked. */
async function pixelsOf(file: Buffer, format: PictureFormat): Promise<number> {
  const { width, height, ...header } = await sharp(file, { failOn: 'error', limitInputPixels: false }).metadata();
  if (header.format !== format) throw refused('This picture is damaged or incomplete.');
  if (width * height > MAX_PIXELS) throw refused('This picture has more than 40 megapixels.');
  return width * height;
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
