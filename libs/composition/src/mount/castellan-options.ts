import type { GivenOptions } from '@castellan/config';
import type { DataOptions, HostDataSource } from '@castellan/data';
import type { FactoryProvider, ModuleMetadata } from '@nestjs/common';
import type { CastellanPorts } from '../ports.js';

/** Which database it is. Castellan opens connections of its own to it, and lives in a schema of its own. */
export type CastellanDatabase =
  /** PostgreSQL 15 or newer. `directUrl` reaches the server itself where `url` leads through a pooler. */
  | { readonly url: string; readonly directUrl?: string }
  /** The server of the host's DataSource, of which only the address is taken: no entity, no connection, no schema of it. */
  | { readonly dataSource: HostDataSource; readonly directUrl?: string }
  /** PostgreSQL in this process, in a folder or, with null, in memory: for tests and a first try. */
  | { readonly embedded: string | null; readonly snapshot?: string };

/**
 * What a host tells of the Castellan that it has inside. Besides these, every variable of docs/operations/configuration.md by its name in
 * camelCase. The host's environment is never read.
 */
export interface CastellanOptions extends GivenOptions {
  readonly database: CastellanDatabase;
  /** The path at this host where Castellan answers, `/auth`; the path of `publicUrl`, unless a proxy takes some of that off. */
  readonly path?: string;
  /** What the host puts in the place of parts of Castellan: mail, SMS, templates and so on (docs/guides/replace-a-part.md). */
  readonly ports?: CastellanPorts;
  /**
   * Whether `AuthGuard` takes the access cookie on the host's own routes too; the `Authorization` header alone, unless told. A host that
   * says yes needs a rule against forged requests (CSRF) for its own routes.
   */
  readonly acceptsCookie?: boolean;
  /** False: the services alone. Nothing is answered, and `mountCastellan` is not to be called. */
  readonly mount?: boolean;
}

/** How the module stands in the host. */
export interface CastellanModuleOptions {
  /** Whether every module of the host may inject the services without importing this one; no, unless told. */
  readonly isGlobal?: boolean;
}

/** Options that the host has to ask for, such as of its `ConfigService`. */
export interface CastellanAsyncOptions extends CastellanModuleOptions {
  readonly imports?: ModuleMetadata['imports'];
  readonly inject?: FactoryProvider['inject'];
  // The types of what is injected are the host's.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly useFactory: (...injected: any[]) => CastellanOptions | Promise<CastellanOptions>;
}

/** The database as the data lib takes it. */
export type Database = DataOptions['database'];
