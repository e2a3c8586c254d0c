import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { NotFound } from '@castellan/common';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** What proxies and tunnels add. A request with one was forwarded from elsewhere, though the last hop is on this machine. */
const FORWARDED = ['forwarded', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Lets only this machine in: by the socket, by the name it was called, since a foreign name may resolve to 127.0.0.1 in a
 * visitor's browser (DNS rebinding), and not for others through a proxy on this machine, which calls it by that name too, trusted
 * or not. Everybody else finds nothing here.
 */
@Injectable()
export class LoopbackGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { raw, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const isDirect = isLoopback(raw.socket.remoteAddress ?? '') && LOCAL_HOST.test(headers.host ?? '');
    if (isDirect && !isForwarded(headers)) return true;
    throw new NotFound();
  }
}

function isForwarded(headers: IncomingHttpHeaders): boolean {
  if (FORWARDED.some((name) => name in headers)) return true;
  const chain = headers['x-forwarded-for'] ?? [];
  return [chain].flat().some((hops) => hops.split(',').some((hop) => !isLoopback(hop.trim())));
}

function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && LOOPBACK.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
