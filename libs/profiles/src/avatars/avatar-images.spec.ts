import { ValidationFailed } from '@castellan/common';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { crc32, deflateSync } from 'node:zlib';
import { AvatarImages, drawFrugally } from './avatar-images.service.js';

const FORMATS = ['jpeg', 'png', 'gif', 'webp'] as const;
const images = new AvatarImages();

const plain = (width: number, height: number, background = '#ff0000'): Sharp =>
  sharp({ create: { width, height, channels: 3, background }, limitInputPixels: false });

/** Noise does not shrink to nothing, so that there is something to cut off. */
const noisy = (): Sharp =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 40 } } });

/** Left half red, right half blue. */
const twoHalves = (width: number, height: number): Sharp =>
  plain(width, height).composite([
    { input: { create: { width: width / 2, height, channels: 3, background: '#0000ff' } }, left: width / 2, top: 0 },
  ]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG of one bit a pixel that says it is so large, with as many rows as it is given. */
function png(width: number, height: number, rows: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const pixels = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * rows), { level: 9 });
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

async function colourAt(picture: Buffer, left: number, top: number): Promise<readonly number[]> {
  const pixel = await sharp(picture).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer();
  return [...pixel].map((value) => Math.round(value / 255));
}

async function refusal(file: Buffer): Promise<string | undefined> {
  const error: unknown = await images.make(file).then(
    () => new Error('it was taken'),
    (refused: unknown) => refused,
  );
  if (!(error instanceof ValidationFailed)) throw error as Error;
  return error.extras.errors?.['avatar']?.join();
}

describe(AvatarImages.name, () => {
  it('leaves how the process draws to its owner, until it is told', async () => {
    await jest.isolateModulesAsync(async () => {
      await import('./avatar-images.service.js');
    });
    expect(sharp.cache().memory.max).toBeGreaterThan(0);
    drawFrugally();
    expect([sharp.cache().memory.max, sharp.concurrency()]).toEqual([0, 1]);
  });

  it.each(FORMATS)('makes WebP of 400×400 of a %s', async (format) => {
    const { format: made, width, height } = await sharp(await images.make(await noisy().toFormat(format).toBuffer())).metadata();
    expect({ made, width, height }).toEqual({ made: 'webp', width: 400, height: 400 });
  });

  it('crops around the middle', async () => {
    const picture = await images.make(await twoHalves(1200, 400).png().toBuffer());
    expect([await colourAt(picture, 20, 200), await colourAt(picture, 380, 200)]).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
  });

  it('turns a picture as its camera was held', async () => {
    const lying = await twoHalves(400, 400).jpeg().withMetadata({ orientation: 6 }).toBuffer(); // to be turned clockwise
    const picture = await images.make(lying);
    expect([await colourAt(picture, 200, 20), await colourAt(picture, 200, 380)]).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
  });

  it('keeps nothing of what else is in the file (place and owner of a photograph)', async () => {
    const exif = { IFD0: { Copyright: 'Ada Lovelace' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } };
    const file = await plain(50, 50).jpeg().withExif(exif).withIccProfile('p3').withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>').toBuffer();
    expect(file.includes('Lovelace')).toBe(true);
    const picture = await images.make(file);
    const { exif: keptExif, icc, xmp, iptc, orientation } = await sharp(picture).metadata();
    expect({ keptExif, icc, xmp, iptc, orientation }).toEqual({});
    expect(picture.includes('Lovelace')).toBe(false);
  });

  it('takes the first picture of an animation', async () => {
    const frames = [await plain(40, 40, '#ff0000').png().toBuffer(), await plain(40, 40, '#0000ff').png().toBuffer()];
    for (const format of ['gif', 'webp'] as const) {
      const animation = await sharp(frames, { join: { animated: true } })
        .toFormat(format)
        .toBuffer();
      const picture = await images.make(animation);
      expect((await sharp(picture, { animated: true }).metadata()).pages ?? 1).toBe(1);
      expect(await colourAt(picture, 200, 200)).toEqual([1, 0, 0]);
    }
  });

  it.each([
    ['a text', Buffer.from('just a text')],
    ['one byte', Buffer.from([0xff])],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>')],
    ['an SVG behind an XML declaration', Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['a BMP', Buffer.from('BM\0\0\0\0')],
  ])('refuses %s', async (_what, file) => expect(await refusal(file)).toBe('This is no JPEG, PNG, GIF or WebP picture.'));

  it('refuses formats that the decoder would read, too', async () => {
    for (const format of ['tiff', 'avif'] as const)
      expect(await refusal(await plain(9, 9).toFormat(format).toBuffer())).toBe('This is no JPEG, PNG, GIF or WebP picture.');
  });

  it.each(FORMATS)('refuses a page appended to a %s (polyglot)', async (format) => {
    const file = Buffer.concat([await noisy().toFormat(format).toBuffer(), Buffer.from('<html><script>alert(1)</script></html>')]);
    expect(await refusal(file)).toBe('This file holds a page or a script besides the picture.');
  });

  it.each([
    ['a script that begins like a GIF', 'GIF89a/*<script>*/=1;alert(1)//', /page or a script/],
    ['a script without markup that begins like a GIF', 'GIF89a=1;alert(document.cookie)', /damaged/],
    ['PHP behind a JPEG’s beginning', '\xff\xd8\xff\xe0<?php system($_GET[0]);', /page or a script/],
    ['a WebP in name only', 'RIFF\x20\0\0\0WEBPVP8 nothing more', /damaged/],
    ['a PNG in name only', '\x89PNG\r\n\x1a\nnothing more', /damaged/],
  ])('refuses %s', async (_what, text, reason) => expect(await refusal(Buffer.from(text, 'latin1'))).toMatch(reason));

  it.each(FORMATS)('refuses a %s that is cut off anywhere', async (format) => {
    const whole = await noisy().toFormat(format).toBuffer();
    for (const part of [0.02, 0.3, 0.6, 0.9, 0.97]) {
      expect(await refusal(whole.subarray(0, Math.floor(whole.length * part)))).toBe('This picture is damaged or incomplete.');
    }
  });

  it('refuses what claims more than 40 megapixels before it unpacks any (decompression bomb)', async () => {
    const memory = process.memoryUsage().rss;
    const begun = performance.now();
    for (const bomb of [png(20_000, 20_000, 20_000), png(999_999, 999_999, 1), png(40_001, 1_000, 1)]) {
      expect(await refusal(bomb)).toBe('This picture has more than 40 megapixels.');
    }
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(process.memoryUsage().rss - memory).toBeLessThan(250e6); // unpacked, the first one alone takes 400
  });

  it('refuses bombs of the other formats, too', async () => {
    for (const format of ['gif', 'webp', 'jpeg'] as const) {
      const file = await plain(8_000, 6_000).toFormat(format, { effort: 1, colours: 2 }).toBuffer();
      expect(await refusal(file)).toBe('This picture has more than 40 megapixels.');
    }
  });

  it('refuses what is within 40 megapixels, but unpacks to more than a photograph of them (decompression bomb)', async () => {
    const deep = await plain(5_000, 5_000).ensureAlpha().toColourspace('rgb16').png().toBuffer();
    expect(await refusal(deep)).toBe('This picture unpacks to more than 160 MB.');
  });

  it('reads what is just within the bounds', async () => {
    const file = await plain(6_320, 6_320).webp({ lossless: true, effort: 0 }).toBuffer();
    await expect(images.make(file)).resolves.toBeInstanceOf(Buffer);
  });

  it('answers a crowd with pictures, and tells the rest when to come back (resource exhaustion)', async () => {
    const file = await noisy().jpeg().toBuffer();
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => images.make(file)));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(outcomes.length - refused.length).toBeGreaterThanOrEqual(18); // two at work and sixteen waiting
    expect(refused.every((outcome) => 'reason' in outcome && (outcome.reason as { code: string }).code === 'unavailable')).toBe(true);
    await expect(images.make(file)).resolves.toBeInstanceOf(Buffer);
  });
});
