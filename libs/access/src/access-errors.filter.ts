import { DomainError } from '@castellan/common';
import { Catch, Injectable } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { throwError } from 'rxjs';
import { refusalHeaders } from './refusal-headers.js';
import { isObject } from './requests/token-request.js';

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html; whatever else there is counts as a failed precondition. */
const GRPC: Readonly<Record<number, number>> = { 400: 3, 401: 16, 403: 7, 404: 5, 409: 10, 429: 8, 500: 13, 503: 14 };
const FAILED_PRECONDITION = 9;

/**
 * Tells clients of the refusals of `AuthGuard`, and of every other domain error, in a service that has no filter of its own for them. HTTP,
 * on Express and Fastify: `application/problem+json` (RFC 9457), where Nest alone would say `application/json`. Gateways and microservices,
 * where Nest alone says "Internal server error" of everything that is not of their own packages: the problem as the event `exception`, or as
 * the error of the call, with a status of its own in gRPC. By `{ provide: APP_FILTER, useClass: AccessErrorsFilter }` or `@UseFilters`.
 */
@Injectable()
@Catch(DomainError)
export class AccessErrorsFilter implements ExceptionFilter<DomainError> {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: DomainError, host: ArgumentsHost): unknown {
    switch (host.getType<string>()) {
      case 'http':
        this.answer(error, host.switchToHttp().getResponse<unknown>());
        return undefined;
      case 'ws':
        emit(error, host.switchToWs().getClient<SocketClient>());
        return undefined;
      case 'rpc':
        return throwError(() => (isGrpc(host.switchToRpc().getContext<unknown>()) ? grpcError(error) : told(error)));
      default:
        throw error; // GraphQL.js makes its own of it
    }
  }

  private answer(error: DomainError, response: unknown): void {
    const { httpAdapter } = this.adapterHost;
    const headers = { 'content-type': 'application/problem+json; charset=utf-8', ...refusalHeaders(error) };
    for (const [name, value] of Object.entries(headers)) httpAdapter.setHeader(response, name, value);
    httpAdapter.reply(response, JSON.stringify(error.getResponse()), error.getStatus()); // as text: Nest would call an object application/json
  }
}

/** A socket of socket.io, or one of ws, whose `emit` stays on this side. */
interface SocketClient {
  readonly readyState?: number;
  emit(event: string, data: object): unknown;
  send(text: string): unknown;
}

function emit(error: DomainError, client: SocketClient): void {
  if (typeof client.readyState === 'number') client.send(JSON.stringify({ event: 'exception', data: told(error) }));
  else client.emit('exception', told(error));
}

/** With `message`, by which clients of Nest's own errors know them. */
function told(error: DomainError): object {
  return { ...error.getResponse(), message: error.detail };
}

function isGrpc(context: unknown): boolean {
  return isObject(context) && typeof context['getMap'] === 'function';
}

function grpcError(error: DomainError): object {
  return { code: GRPC[error.getStatus()] ?? FAILED_PRECONDITION, message: error.detail, details: `${error.code}: ${error.detail}` };
}
