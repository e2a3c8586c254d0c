import { AccessModule, AuthGuard } from '@castellan/access';
import type { AccessOptions } from '@castellan/access';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { DeliveriesController } from './deliveries.controller.js';

/** With a key, a revoked token is refused within a second; without one, when it expires. */
function options(): AccessOptions {
  const { ISSUER: issuer = 'http://localhost:3000/auth', CASTELLAN_KEY: key } = process.env;
  return { issuer, ...(key && { revocations: { key, whenCut: { acceptFor: '60s' } } }) };
}

@Module({
  imports: [AccessModule.forRootAsync({ useFactory: options })],
  controllers: [DeliveriesController],
  providers: [{ provide: APP_GUARD, useExisting: AuthGuard }], // closed by default: what is open says @Public()
})
export class AppModule {}
