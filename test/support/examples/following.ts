import { AccessModule } from '@castellan/access';
import type { DynamicModule } from '@nestjs/common';

export const access = (issuer: string, key: string): DynamicModule =>
  AccessModule.forRoot({ issuer, revocations: { key, whenCut: { acceptFor: '60s' } } });
