import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { SignalHandlers } from './signal-handlers.service.js';
import { Signals } from './signals.service.js';
import { SIGNALS_OPTIONS } from './signals.options.js';
import type { SignalsOptions } from './signals.options.js';

/** Tells the methods with `@OnSignal`, of any provider of the app, what happened. Needs the global `DataModule`. */
@Module({})
export class SignalsModule {
  static forRoot(options: SignalsOptions): DynamicModule {
    return {
      module: SignalsModule,
      imports: [DiscoveryModule],
      providers: [{ provide: SIGNALS_OPTIONS, useValue: options }, SignalHandlers, Signals],
      exports: [Signals, SignalHandlers],
    };
  }
}
