import { AccessModule, AuthGuard, CurrentCaller, Public } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { Controller, Get, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

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
    return {
      module: OrdersModule,
      imports: [AccessModule.forRoot({ issuer: castellan })],
      controllers: [OrdersController],
      providers: [{ provide: APP_GUARD, useExisting: AuthGuard }], // every route closed unless it says @Public()
    };
  }
}
