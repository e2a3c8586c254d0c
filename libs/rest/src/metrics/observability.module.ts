import { Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Drain } from '../health/drain.js';
import { Health } from '../health/health.js';
import { Readiness } from '../health/readiness.js';
import { HttpMetrics } from './http-metrics.js';

const PROVIDERS = [
  { provide: Registry, useFactory: () => new Registry() }, // of this app: the one that prom-client shares is not used
  HttpMetrics,
  Readiness,
  Drain,
  Health,
];

/** What a process knows of itself, for whichever listeners it has. Needs the global `DataModule`. */
@Module({ providers: PROVIDERS, exports: PROVIDERS })
export class ObservabilityModule {}
