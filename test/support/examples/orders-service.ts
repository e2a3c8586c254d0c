import { AccessErrorsFilter, AccessModule, AuthGuard, CurrentCaller, Public, PublishedKeys } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { Controller, Get, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';

@Controller('orders')
class OrdersController {
  @Get()
  mine(@CurrentCaller() caller: Caller) {
    return { owner: caller.userId, orders: [] };
  }

  @Get('status')
  @Public()
  status() {
    return { open: true };
  }
}

@Module({})
export class OrdersModule {
  static forRoot(castellan: string): DynamicModule {
    const access = AccessModule.forRoot({
      issuer: castellan,
      audience: castellan, // TOKEN_AUDIENCE of Castellan
      keys: new PublishedKeys(`${castellan}/.well-known/jwks.json`),
      accessCookie: null, // the Authorization header only
      accessTtlMs: 15 * 60_000,
      recentMs: 5 * 60_000,
      acceptsRevokedTokens: true, // until they expire; see below
    });
    return {
      module: OrdersModule,
      imports: [access],
      controllers: [OrdersController],
      providers: [
        { provide: APP_GUARD, useExisting: AuthGuard }, // every route closed unless it says @Public()
        { provide: APP_FILTER, useClass: AccessErrorsFilter }, // its refusals are 401, 403 and 503
      ],
    };
  }
}
