import type { SecretKeys } from '@castellan/common';
import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';

/** What `WebhooksModule.forRoot` needs. */
export interface WebhooksOptions {
  /** Secrets and waiting deliveries are sealed with them. */
  readonly secretKeys: SecretKeys;
  /** The modules of accounts and notifications. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

/** Webhooks. Needs the global `DataModule`. */
@Module({})
export class WebhooksModule {
  static forRoot({ imports }: WebhooksOptions): DynamicModule {
    return { module: WebhooksModule, imports, providers: [], exports: [] };
  }
}
