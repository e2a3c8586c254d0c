import type { RestApplication } from '@castellan/rest';
import { Module } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { CastellanAsyncOptions, CastellanModuleOptions, CastellanOptions } from './castellan-options.js';
import { CastellanMount } from './castellan-mount.service.js';
import { lent } from './lent.js';
import { makeInnerApplication } from './inner-application.js';
import { PUBLIC_SERVICES } from './public-services.js';
import { settle } from './settled-options.js';
import type { SettledOptions } from './settled-options.js';
import { INNER_APPLICATION, SETTLED_OPTIONS } from './tokens.js';

/**
 * All of Castellan inside of a host, as an application of its own: its services can be injected, and `mountCastellan(app)` puts its routes
 * under one path. Nothing else of the host changes: no guard, pipe, filter or parser, no table, no logger.
 */
@Module({})
export class CastellanModule {
  /** @throws ConfigurationError, when the host starts, that names each option that is wrong */
  static forRoot({ isGlobal, ...options }: CastellanOptions & CastellanModuleOptions): DynamicModule {
    return CastellanModule.forRootAsync({ isGlobal, useFactory: () => options });
  }

  /** As `forRoot`, with options that the host has to ask for. */
  static forRootAsync({ isGlobal = false, imports = [], inject = [], useFactory }: CastellanAsyncOptions): DynamicModule {
    return {
      module: CastellanModule,
      global: isGlobal,
      imports: [DiscoveryModule, ...imports],
      providers: [
        { provide: SETTLED_OPTIONS, inject, useFactory: async (...injected: unknown[]) => settle(await useFactory(...injected)) },
        { provide: INNER_APPLICATION, inject: [SETTLED_OPTIONS], useFactory: (settled: SettledOptions) => makeInnerApplication(settled) },
        CastellanMount,
        ...PUBLIC_SERVICES.map((service): Provider => ({
          provide: service,
          inject: [INNER_APPLICATION],
          useFactory: (inner: RestApplication) => lent(inner.get<unknown>(service, { strict: false })),
        })),
      ],
      exports: [...PUBLIC_SERVICES],
    };
  }
}
