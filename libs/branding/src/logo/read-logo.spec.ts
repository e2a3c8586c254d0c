import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileFaults } from '../files/file-faults.js';
import { readLogo } from './read-logo.js';

const svg = (inside: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"${attributes}>\n${inside}\n</svg>`;
/** One pixel. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
const changed = (at: number, byte: number): Buffer => Buffer.concat([PNG.subarray(0, at), Buffer.of(byte), PNG.subarray(at + 1)]);

describe(readLogo.name, () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'castellan-logo-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const write = (content: string | Buffer): string => {
    const file = join(directory, 'logo.dat');
    writeFileSync(file, content);
    return file;
  };
  const faultOf = (file: string): string => {
    try {
      readLogo(file);
    } catch (error) {
      if (error instanceof FileFaults) return error.message.replace(directory, '');
      throw error;
    }
    return 'none';
  };

  it('knows a picture by what it holds', () => {
    expect(readLogo(write(PNG))).toMatchObject({ type: 'image/png', bytes: PNG });
    expect(readLogo(write(svg('<path d="M0 0h8v8z"/>'))).type).toBe('image/svg+xml');
  });

  it.each([
    [
      'begins as editors write it',
      `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<!-- Made by hand -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n${svg('')}`,
    ],
    [
      'refers to parts of itself',
      svg(
        '<defs><g id="a"/></defs><use href="#a"/><use xlink:href="#a"/><path fill="url(#b)"/>',
        ' xmlns:xlink="http://www.w3.org/1999/xlink"',
      ),
    ],
    ['holds a picture and styles', svg('<style>.a{fill:#abc}</style><image href="data:image/png;base64,AAAA"/>')],
    ['says script in words', svg('<title>A description of on and off</title>')],
  ])('takes one that %s', (_what, content) => {
    expect(faultOf(write(content))).toBe('none');
  });

  it.each([
    ['a script (stored cross-site scripting)', svg('<script>alert(1)</script>'), ':2: holds a script'],
    ['a script by another name', svg('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'), ':2: holds a script'],
    ['an event handler', svg('', ' onload="alert(1)"'), ':1: holds an event handler'],
    ['an event handler beside a slash', svg('<path/onclick="alert(1)"/>'), ':2: holds an event handler'],
    ['HTML', svg('\n<foreignObject><body/></foreignObject>'), ':3: holds a foreignObject'],
    ['a picture of another host (tracking)', svg('<image href="https://evil.example/x.png"/>'), ':2: refers to something outside of it'],
    ['an address without quotes', svg('<image href=//evil.example/x.png />'), ':2: refers to something outside of it'],
    ['a script as an address', svg('<a xlink:href="java&#115;cript:alert(1)"><path/></a>'), ':2: refers to something outside of it'],
    ['another SVG in itself', svg('<image href="data:image/svg+xml,%3Csvg%3E"/>'), ':2: refers to something outside of it'],
    ['a style of another host', svg('<style>@import "https://evil.example/x.css"</style>'), ':2: loads a style sheet'],
    ['a fill of another host', svg('<path fill="url( https://evil.example/x#y)"/>'), ':2: refers to something outside of it'],
    ['entities (billion laughs)', `<!DOCTYPE svg [\n<!ENTITY a "b">]>${svg('&a;')}`, ': is neither an SVG nor a PNG'],
  ])('refuses one with %s', (_what, content, fault) => {
    expect(faultOf(write(content))).toBe(`/logo.dat${fault}`);
  });

  it.each([
    ['HTML', '<!doctype html><svg></svg>', ': is neither an SVG nor a PNG'],
    ['a GIF', Buffer.from('GIF89a'), ': is neither an SVG nor a PNG'],
    ['nothing', '', ': is neither an SVG nor a PNG'],
    ['an SVG of no namespace', '<svg></svg>', ':1: misses xmlns="http://www.w3.org/2000/svg": no browser would show it'],
    ['an SVG in UTF-16', Buffer.from(svg(''), 'utf16le'), ': is neither an SVG nor a PNG'],
    ['too much', Buffer.concat([PNG, Buffer.alloc(100 * 1024)]), ': has 101 kB, and may have 100'],
  ])('refuses %s', (_what, content, fault) => {
    expect(faultOf(write(content))).toBe(`/logo.dat${fault}`);
  });

  it.each([
    ['an SVG that was cut off in a tag', '<svg xmlns="http://www.w3.org/2000/svg">\n<rect', ':2: is no XML: unclosed tag: svg'],
    ['an SVG that was cut off between two', '<svg xmlns="http://www.w3.org/2000/svg">\n<rect/>\n', ':3: is no XML: unclosed tag: svg'],
    ['an SVG of crossing tags', svg('<g><path></g>'), ':2: is no XML: unexpected close tag.'],
    ['an SVG of a prefix that stands for nothing', svg('<use xlink:href="#a"/>'), ':2: is no XML: unbound namespace prefix: "xlink".'],
    ['the signature of a PNG alone', PNG.subarray(0, 8), ': is not whole: the PNG ends before its end'],
    ['a PNG that was cut off', PNG.subarray(0, -1), ': is not whole: the PNG ends before its end'],
    ['a PNG that was damaged', changed(45, 0), ': is damaged: the checksum of its chunk 2 is wrong'],
    [
      'a PNG that begins with its end',
      Buffer.concat([PNG.subarray(0, 8), PNG.subarray(-12)]),
      ': is no picture: it has no header of a width and a height',
    ],
    ['a PNG of nothing', Buffer.concat([PNG.subarray(0, 33), PNG.subarray(-12)]), ': is no picture: it holds no image data'],
  ])('refuses %s', (_what, content, fault) => {
    expect(faultOf(write(content))).toBe(`/logo.dat${fault}`);
  });

  it('says of a file that is not there, or a folder, that it cannot be read', () => {
    expect(faultOf(join(directory, 'none.svg'))).toBe('/none.svg: cannot be read (ENOENT)');
    expect(faultOf(directory)).toBe(': cannot be read (EISDIR)');
  });
});
