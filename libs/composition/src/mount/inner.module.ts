import { Clock } from '@castellan/common';
import type { RestApplication } from '@castellan/rest';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { CastellanAsyncOptions } from './castellan-options.js';
import { makeInnerApplication } from './inner-application.js';
import { namingOptions } from './naming-options.js';
import { settle } from './settled-options.js';
import type { SettledOptions } from './settled-options.js';
import { INNER_APPLICATION, SETTLED_OPTIONS } from './tokens.js';

/** Makes the application that Castellan is, once, for those that lend its services to the host. */
@Module({})
export class InnerModule {
  static forRootAsync({ imports = [], inject = [], useFactory }: CastellanAsyncOptions): DynamicModule {
    return {
      module: InnerModule,
      imports,
      providers: [
        { provide: SETTLED_OPTIONS, inject, useFactory: async (...injected: unknown[]) => settle(await useFactory(...injected)) },
        {
          provide: INNER_APPLICATION,
          inject: [SETTLED_OPTIONS],
          useFactory: (settled: SettledOptions) => namingOptions(makeInnerApplication(settled)),
        },
        { provide: Clock, inject: [INNER_APPLICATION], useFactory: (inner: RestApplication) => inner.get<Clock>(Clock, { strict: false }) },
      ],
      exports: [SETTLED_OPTIONS, INNER_APPLICATION, Clock],
    };
  }
}
