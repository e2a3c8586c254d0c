import { AuthGuard, CurrentCaller, Public, RequiresAuth, RequiresRecentAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { Controller, Get, Req, UseGuards } from '@nestjs/common';
import type { DynamicModule, INestApplication, Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthGuard as PassportAuthGuard } from '@nestjs/passport';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';

@Controller('orders')
export class OrdersController {
  @Get()
  mine(@CurrentCaller() { userId, claims }: Caller) {
    return { owner: userId, groups: claims['groups'] };
  }

  @Get('status')
  @Public()
  status() {
    return { open: true };
  }

  @Get('nobody')
  @Public()
  nobody(@CurrentCaller() caller: Caller) {
    return caller;
  }

  @Get('promote')
  promote(@CurrentCaller() { claims }: Caller) {
    (claims['groups'] as string[]).push('superusers');
    return claims;
  }

  @Get('pay')
  @RequiresRecentAuth()
  pay() {
    return { paid: true };
  }

  @Get('refund')
  @RequiresAuth({ aal: 2 })
  refund() {
    return { paid: false };
  }
}

/** Closed by the guard on it alone. */
@Controller('guarded')
@UseGuards(AuthGuard)
export class GuardedController extends OrdersController {}

/** Closed by a guard of the host's, which asks passport. */
@Controller('passport')
export class PassportController {
  @Get()
  @UseGuards(PassportAuthGuard('castellan-access'))
  mine(@Req() { user }: { user: Caller }, @CurrentCaller() caller: Caller) {
    return { owner: user.userId, same: caller === user };
  }

  @Get('either')
  @UseGuards(PassportAuthGuard(['castellan-access', 'door-key']))
  either(@Req() { user }: { user: object }) {
    return user;
  }
}

export const EVERYWHERE: Provider = { provide: APP_GUARD, useExisting: AuthGuard };

export const ADAPTERS = { Express: () => new ExpressAdapter(), Fastify: () => new FastifyAdapter() };
export type Adapter = keyof typeof ADAPTERS;

/** A service of another team's, listening, with nothing of ours but the modules it is given. */
export async function startService(adapter: Adapter, module: Omit<DynamicModule, 'module'>): Promise<GuardedService> {
  const testing = await Test.createTestingModule(module).compile();
  const app = testing.createNestApplication(ADAPTERS[adapter]() as ExpressAdapter, { logger: false }); // of one kind for the tests
  await app.listen(0, '127.0.0.1');
  return new GuardedService(app);
}

export class GuardedService {
  constructor(readonly app: INestApplication) {}

  async get(path: string, headers: Record<string, string> = {}) {
    const answer = await fetch(`${await this.app.getUrl()}${path}`, { headers });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
  }

  close(): Promise<void> {
    return this.app.close();
  }
}
