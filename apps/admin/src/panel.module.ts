import { coreModules } from '@castellan/castellan';
import type { Configuration } from '@castellan/config';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';

/** The services of the API without its HTTP face, for a panel that runs alone. */
@Module({})
export class PanelModule {
  static forRoot(configuration: Configuration): DynamicModule {
    const { accounts, data, notifications } = coreModules(configuration);
    return { module: PanelModule, imports: [data, accounts, notifications] };
  }
}
