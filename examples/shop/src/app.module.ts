import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthGuard, CastellanModule } from 'castellan';
import { OrdersKey } from './castellan/orders-key.js';
import { castellanOptions, databaseOptions } from './options.js';
import { OrdersModule } from './orders/orders.module.js';
import { PaymentsModule } from './payments/payments.module.js';

@Module({
  imports: [
    CastellanModule.forRootAsync({ isGlobal: true, useFactory: castellanOptions }),
    TypeOrmModule.forRootAsync({ useFactory: databaseOptions }),
    ThrottlerModule.forRoot([{ ttl: 60_000, limit: 100 }]),
    OrdersModule,
    PaymentsModule,
  ],
  providers: [
    OrdersKey,
    { provide: APP_GUARD, useClass: ThrottlerGuard },
    { provide: APP_GUARD, useExisting: AuthGuard }, // closed by default: what is open says @Public()
  ],
})
export class AppModule {}
