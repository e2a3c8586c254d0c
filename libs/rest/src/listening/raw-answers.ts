import { problemType } from '@castellan/common';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ERROR_CODES, type Code } from '../errors/codes.js';
import { PROBLEM_JSON, type Problem } from '../errors/problem.js';

const CODES: Readonly<Record<string, Code>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'payload_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** What is answered to an error of Node's HTTP parser. */
export const codeOfParserError = (code = ''): Code => CODES[code] ?? 'bad_request';

/** Answers on the bare socket, where there is no request that could be answered, and closes it. @param headers as every answer has */
export function answerRaw(socket: Socket, code: Code, headers: Readonly<Record<string, string>>): void {
  socket.end(rawAnswer(problem(code), headers), () => socket.destroySoon());
}

function problem(code: Code): Problem {
  const { status, title, meaning } = ERROR_CODES[code];
  return { type: problemType(code), title, status, detail: meaning, code, trace_id: randomUUID() };
}

function rawAnswer(body: Problem, headers: Readonly<Record<string, string>>): string {
  const content = JSON.stringify(body);
  const all = {
    ...headers,
    'content-type': PROBLEM_JSON,
    'content-length': String(Buffer.byteLength(content)),
    'x-request-id': body.trace_id,
    'cache-control': 'no-store',
    ...(body.status === 503 && { 'retry-after': '1' }),
    date: new Date().toUTCString(),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${body.status} ${STATUS_CODES[body.status] ?? 'Error'}`, ...lines, '', content].join('\r\n');
}
