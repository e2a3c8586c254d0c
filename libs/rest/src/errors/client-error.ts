import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ERROR_CODES, type Code } from './codes.js';
import { PROBLEM_JSON, problemType, type Problem } from './problem.js';

const CODES: Readonly<Record<string, Code>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'payload_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** Answers what Node's HTTP parser refuses, on the bare socket: there is no request yet. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(rawAnswer(problem(CODES[error.code ?? ''] ?? 'bad_request')));
}

function problem(code: Code): Problem {
  const { status, title, meaning } = ERROR_CODES[code];
  return { type: problemType(code), title, status, detail: meaning, code, trace_id: randomUUID() };
}

function rawAnswer(body: Problem): string {
  const content = JSON.stringify(body);
  return [
    `HTTP/1.1 ${body.status} ${STATUS_CODES[body.status] ?? 'Error'}`,
    `Content-Type: ${PROBLEM_JSON}`,
    `Content-Length: ${Buffer.byteLength(content)}`,
    `X-Request-Id: ${body.trace_id}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    '',
    content,
  ].join('\r\n');
}
