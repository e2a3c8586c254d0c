import { isObject, requestWith } from './token-request.js';
import type { TokenRequest } from './token-request.js';

type Read = () => unknown;

/**
 * What a message of a microservice came with, by its transport: gRPC's metadata, or the headers of NATS, Kafka, RabbitMQ and MQTT 5, each by
 * the name `authorization`. TCP and Redis have none, so there the message itself may hold it: `{ authorization: 'Bearer …', … }`. Where a
 * transport has headers, the message is not looked into.
 */
export function messageRequest(data: unknown, transport: unknown): TokenRequest | null {
  if (!isObject(transport)) return isObject(data) ? requestWith(data['authorization']) : null;
  const headers = headersOf(transport);
  if (headers) return requestWith(one(headers()));
  return isObject(data) ? requestWith(data['authorization']) : null;
}

/** Told by the methods that each transport's context has (https://docs.nestjs.com/microservices/basics). */
function headersOf(transport: Readonly<Record<string, unknown>>): Read | null {
  const call = (name: string): unknown => (transport[name] as () => unknown)(); // only after the name was found
  if (has(transport, 'getMap')) return () => named(transport);
  if (has(transport, 'getHeaders')) return () => named(call('getHeaders'));
  if (has(transport, 'getMessage')) return () => named(headersOfMessage(call('getMessage')));
  if (has(transport, 'getPacket')) return () => named(propertyOf(call('getPacket'), 'properties', 'userProperties'));
  return null;
}

/** Kafka's message has headers, RabbitMQ's has them among its properties. */
function headersOfMessage(message: unknown): unknown {
  return propertyOf(message, 'headers') ?? propertyOf(message, 'properties', 'headers');
}

function propertyOf(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((found, name) => (isObject(found) ? found[name] : undefined), value);
}

function has(value: Readonly<Record<string, unknown>>, method: string): boolean {
  return typeof value[method] === 'function';
}

/** From a plain object, or from what has `get` (gRPC and NATS). */
function named(headers: unknown): unknown {
  if (!isObject(headers)) return undefined;
  const get = headers['get'];
  return typeof get === 'function' ? (get.call(headers, 'authorization') as unknown) : headers['authorization'];
}

/** A header that comes twice is nobody's; Kafka and gRPC may hand on bytes. */
function one(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? one(value[0]) : undefined;
  return Buffer.isBuffer(value) ? value.toString() : value;
}
