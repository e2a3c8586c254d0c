import { AccessModule } from '@castellan/access';
import type { RestApplication } from '@castellan/rest';
import { Module } from '@nestjs/common';
import type { DynamicModule, InjectionToken, Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { accessOfHost } from './access-of-host.js';
import type { CastellanAsyncOptions, CastellanModuleOptions, CastellanOptions } from './castellan-options.js';
import { CastellanMount } from './castellan-mount.service.js';
import { InnerModule } from './inner.module.js';
import { lent } from './lent.js';
import { PUBLIC_SERVICES } from './public-services.js';
import { refusal } from './settled-options.js';
import { INNER_APPLICATION, SETTLED_OPTIONS } from './tokens.js';

/**
 * All of Castellan inside of a host, as an application of its own: its services can be injected, `AuthGuard` can guard the host's routes,
 * and `mountCastellan(app)` puts its own routes under one path. Nothing else of the host changes: no guard, pipe, filter or parser, no
 * table, no logger.
 */
@Module({})
export class CastellanModule {
  /** @throws ConfigurationError, when the host starts, that names each option that is wrong */
  static forRoot(given: CastellanOptions & CastellanModuleOptions): DynamicModule {
    const { isGlobal, ...options } = objectOf(given);
    return CastellanModule.forRootAsync({ isGlobal, useFactory: () => options });
  }

  /** As `forRoot`, with options that the host has to ask for. */
  static forRootAsync(given: CastellanAsyncOptions): DynamicModule {
    const { isGlobal, ...options } = objectOf(given);
    if (typeof options.useFactory !== 'function') throw refusal('useFactory', 'must be a function that gives the options', '');
    if (!['boolean', 'undefined'].includes(typeof (isGlobal ?? undefined))) throw refusal('isGlobal', 'must be true or false', '');
    const inner = InnerModule.forRootAsync(options);
    const access = AccessModule.forRootAsync({
      imports: [inner],
      clock: 'provided',
      inject: [SETTLED_OPTIONS, INNER_APPLICATION],
      useFactory: accessOfHost,
    });
    return {
      module: CastellanModule,
      global: isGlobal ?? false,
      imports: [DiscoveryModule, inner, access],
      providers: [CastellanMount, ...PUBLIC_SERVICES.map(lentService)],
      exports: [access, ...PUBLIC_SERVICES],
    };
  }
}

/** Types are gone when a host in JavaScript runs. @throws ConfigurationError */
function objectOf<T>(given: T): T {
  if (typeof given === 'object' && given !== null) return given;
  throw refusal('options', 'are missing: CastellanModule takes an object of them', '');
}

function lentService(service: InjectionToken): Provider {
  const find = (inner: RestApplication): unknown => lent(inner.get<unknown>(service, { strict: false }));
  return { provide: service, inject: [INNER_APPLICATION], useFactory: find };
}
