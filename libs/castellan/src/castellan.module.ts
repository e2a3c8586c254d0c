import { coreModules } from './core-modules.js';
import type { Configuration } from '@castellan/config';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';

/** The service without its face: nothing listens, and no job is worked on. */
@Module({})
export class CastellanModule {
  static forRoot(configuration: Configuration): DynamicModule {
    const { data, accounts } = coreModules(configuration, { beside: true });
    return { module: CastellanModule, imports: [data, accounts] };
  }
}
