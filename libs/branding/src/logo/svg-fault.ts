import { SaxesParser } from 'saxes';

interface SvgFault {
  readonly line: number | null;
  readonly problem: string;
}

/** What a picture has no use for, and what it is called (OWASP ASVS 5.0 V5.3: files that are served are held harmless). */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/<!ENTITY|<!DOCTYPE[^>[]*\[/i, 'declares entities'],
  [/<\?xml-stylesheet/i, 'loads a style sheet'],
  [/<(?:[\w-]+:)?script\b/i, 'holds a script'],
  [/<(?:[\w-]+:)?foreignObject\b/i, 'holds a foreignObject'],
  [/[\s"'/]on[a-z]+\s*=/i, 'holds an event handler'],
  [/@import/i, 'loads a style sheet'],
  // Of addresses, only what is in the file: `#part`, and pictures of it
  [/(?:href|src)\s*=\s*(?!\s*["'](?:#|data:image\/(?:png|jpeg|webp|gif)[;,]))/i, 'refers to something outside of it'],
  [/url\(\s*(?!["']?(?:#|data:image\/(?:png|jpeg|webp|gif)[;,]|data:font\/))/i, 'refers to something outside of it'],
];

/** Before the picture itself: what XML begins with, and comments. */
const PROLOGUE = /^\s*(?:<\?xml\b[^?]*\?>\s*)?(?:(?:<!--[^]*?-->|<!DOCTYPE svg[^>]*>)\s*)*/i;

/**
 * Why these bytes are no SVG that is served; null where they are one. Pages show it as an image, in which nothing runs and nothing is
 * loaded, and it is served in a sandbox: this says it to whoever gave the file, rather than show half a picture.
 */
export function svgFault(bytes: Buffer): SvgFault | null {
  const text = textOf(bytes);
  const root = text?.replace(PROLOGUE, '') ?? '';
  if (text === null || !/^<svg[\s>]/.test(root)) return { line: null, problem: 'is neither an SVG nor a PNG' };
  if (!/\sxmlns\s*=\s*["']http:\/\/www\.w3\.org\/2000\/svg["']/.test(root.slice(0, root.indexOf('>')))) {
    return { line: 1, problem: 'misses xmlns="http://www.w3.org/2000/svg": no browser would show it' };
  }
  return refusedIn(text) ?? brokenIn(text);
}

function refusedIn(text: string): SvgFault | null {
  const found = REFUSED.map(([pattern, problem]) => ({ at: text.search(pattern), problem })).filter(({ at }) => at >= 0);
  const [first] = found.toSorted((one, other) => one.at - other.at);
  return first ? { line: text.slice(0, first.at).split('\n').length, problem: first.problem } : null;
}

/** An image is XML, which browsers show whole or not at all. */
function brokenIn(text: string): SvgFault | null {
  const parser = new SaxesParser({ xmlns: true });
  const faults: SvgFault[] = [];
  parser.on('error', ({ message }) => faults.push({ line: parser.line, problem: `is no XML: ${message.replace(/^[\d:]+ /, '')}` }));
  parser.write(text).close();
  return faults[0] ?? null;
}

function textOf(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
