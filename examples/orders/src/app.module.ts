import { AccessModule, AuthGuard } from '@castellan/access';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { DeliveriesController } from './deliveries.controller.js';

@Module({
  imports: [AccessModule.forRootAsync({ useFactory: () => ({ issuer: process.env['ISSUER'] ?? 'http://localhost:3000/auth' }) })],
  controllers: [DeliveriesController],
  providers: [{ provide: APP_GUARD, useExisting: AuthGuard }], // closed by default: what is open says @Public()
})
export class AppModule {}
