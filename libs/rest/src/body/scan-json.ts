import { MalformedJson } from '../errors/http-errors.js';

export const MAX_DEPTH = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** One open object or array: the keys seen in it, and the key it is the value of. */
interface Level {
  readonly under: string | null;
  keys: Set<string> | null;
  /** The first key is kept without a set: most objects here have few. */
  latest: string | null;
}

/**
 * Looks through JSON text before it is parsed, once and without recursion, and refuses what `JSON.parse` would let pass: a key twice in
 * one object, more than 32 levels, `__proto__` and `constructor.prototype`. Whether the text is JSON at all is left to `JSON.parse`.
 * @throws MalformedJson
 */
export function scanJson(text: string): void {
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case OPEN_BRACE:
      case OPEN_BRACKET:
        open(levels);
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        levels.pop();
        break;
      case QUOTE:
        at = scanText(text, at, levels);
    }
  }
}

function open(levels: Level[]): void {
  if (levels.length === MAX_DEPTH) throw new MalformedJson();
  levels.push({ under: levels.at(-1)?.latest ?? null, keys: null, latest: null });
}

/** Returns the position of the closing quote. */
function scanText(text: string, start: number, levels: readonly Level[]): number {
  const end = closingQuote(text, start);
  const level = levels.at(-1);
  if (level && isKey(text, end)) noteKey(level, keyAt(text, start, end));
  return end;
}

function closingQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}

/** In valid JSON a colon follows a text exactly when it is a key. */
function isKey(text: string, end: number): boolean {
  let at = end + 1;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return text.charCodeAt(at) === COLON;
}

/** The key as programs will see it: `"is_\u0073taff"` is `is_staff`. */
function keyAt(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string; // a JSON text in quotes is a string
  } catch (cause) {
    throw new MalformedJson({ cause });
  }
}

function noteKey(level: Level, key: string): void {
  if (key === '__proto__' || (key === 'prototype' && level.under === 'constructor')) throw new MalformedJson();
  if (level.latest !== null) {
    level.keys ??= new Set([level.latest]);
    if (level.keys.has(key)) throw new MalformedJson();
    level.keys.add(key);
  }
  level.latest = key;
}
