import { setImmediate } from 'node:timers/promises';

const JPEG = Buffer.from('ffd8ff', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const GIF = /^GIF8[79]a/;
const WEBP = /^RIFF[^]{4}WEBPVP8/;

/**
 * Whether it is a JPEG, PNG, GIF or WebP by its first bytes, whatever its name and its sender say. They are the same that a decoder is
 * chosen by, so nothing else gets to a decoder at all.
 */
export function beginsLikePicture(file: Buffer): boolean {
  if (beginsWith(file, JPEG) || beginsWith(file, PNG)) return true;
  const beginning = file.toString('latin1', 0, 16);
  return GIF.test(beginning) || WEBP.test(beginning);
}

function beginsWith(file: Buffer, bytes: Buffer): boolean {
  return file.subarray(0, bytes.length).equals(bytes);
}

/** Long enough that chance writes none of them into the pixels of a photograph. */
const MARKUP = /<(?:(?:!doctype|html|head|body|script|iframe|object|embed)[\s/>]|svg\s+(?:xmlns|on)|img\s+(?:src|on)|\?php)/i;
const LONGEST = 64;
const SLICE_BYTES = 256 * 1024;

/**
 * Pages and scripts inside of a picture: no camera writes them, and a file that is both is made to be taken for the other (polyglot). What
 * is served is drawn anew and holds nothing of the file, so this refuses the attempt, not the danger. 5 MB take 20 ms: other requests have
 * their turn in between.
 */
export async function holdsMarkup(file: Buffer): Promise<boolean> {
  for (let at = 0; at < file.length; at += SLICE_BYTES) {
    if (MARKUP.test(file.toString('latin1', at, at + SLICE_BYTES + LONGEST))) return true;
    await setImmediate();
  }
  return false;
}
