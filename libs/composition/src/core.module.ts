import type { Configuration } from '@castellan/config';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { coreModules } from './core-modules.js';
import type { CoreOptions } from './core-modules.js';

/** The service without its HTTP face; with `beside` for commands, which work on no job. */
@Module({})
export class CoreModule {
  static forRoot(configuration: Configuration, options: CoreOptions = {}): DynamicModule {
    const { data, panel, porting } = coreModules(configuration, options);
    return { module: CoreModule, imports: [data, panel, porting] };
  }
}
