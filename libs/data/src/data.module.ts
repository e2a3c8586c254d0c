import { type DynamicModule, Module } from '@nestjs/common';
import type { DataOptions } from './options.js';

@Module({})
export class DataModule {
  static forRoot(_options: DataOptions): DynamicModule {
    return { module: DataModule, global: true };
  }
}
