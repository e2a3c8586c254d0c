import { CastellanModule, SETTLED_OPTIONS, settle } from '@castellan/composition';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { refuseProduction } from './production.js';
import { testingOptions } from './testing-options.js';
import type { TestingOptions } from './testing-options.js';

/** What is used of what `Test.createTestingModule({ … })` gives. */
export interface TestingBuilder {
  overrideProvider(token: unknown): { useFactory(options: { readonly factory: () => unknown }): unknown };
}

/** Castellan for the tests of a host: all of it, in memory, with a clock that the tests move. */
@Module({})
export class CastellanTesting {
  /**
   * In the place of `CastellanModule.forRoot(…)`, whose services it exports. `mountCastellan(app)` mounts it, as the other.
   * @throws Error with NODE_ENV=production
   */
  static forRoot({ isGlobal = false, ...options }: TestingOptions & { readonly isGlobal?: boolean } = {}): DynamicModule {
    refuseProduction();
    return {
      module: CastellanTesting,
      imports: [CastellanModule.forRootAsync({ isGlobal, useFactory: () => testingOptions(options) })],
      exports: [CastellanModule],
    };
  }

  /**
   * For tests of a host's whole module, which imports `CastellanModule` itself: these options are taken in the place of those there.
   * @returns the same builder
   * @throws Error with NODE_ENV=production
   */
  static replace<B extends TestingBuilder>(builder: B, options: TestingOptions = {}): B {
    refuseProduction();
    builder.overrideProvider(SETTLED_OPTIONS).useFactory({ factory: async () => settle(await testingOptions(options)) });
    return builder;
  }
}
