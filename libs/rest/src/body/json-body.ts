import { ValidationFailed } from '@castellan/common';
import { isUtf8 } from 'node:buffer';
import { MalformedJson } from '../errors/http-errors.js';
import { unsafeTexts } from './unsafe-texts.js';
import { scanJson } from './scan-json.js';

export const BODY_LIMIT_BYTES = 100 * 1024;

/**
 * Reads a request body: one JSON object (RFC 8259) in UTF-8. Stricter than `JSON.parse` where two readers could understand a body
 * differently (duplicate keys) or a program could be tricked by it (`__proto__`, NUL, lone surrogates, deep nesting). An empty body is `{}`.
 * @throws MalformedJson, ValidationFailed
 */
export function readJsonBody(bytes: Buffer): Record<string, unknown> {
  if (bytes.length === 0) return {};
  if (!isUtf8(bytes)) throw new MalformedJson();
  const text = bytes.toString('utf8');
  scanJson(text);
  const body = parse(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new MalformedJson();
  // In valid JSON these two can only come from \u escapes, so other bodies need no second look.
  const errors = text.includes('\\u') ? unsafeTexts(body) : null;
  if (errors) throw new ValidationFailed({ errors });
  return body as Record<string, unknown>; // an object that is neither null nor an array
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedJson({ cause });
  }
}
