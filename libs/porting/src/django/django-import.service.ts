import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { UserImport } from '../merging/user-import.service.js';
import type { ImportOptions } from '../merging/user-import.service.js';
import type { PortingReport } from '../records/report.js';
import { openDump } from './dump/records.js';
import { DumpSource } from './dump/dump-source.js';
import { DjangoMapping } from './mapping/django-mapping.service.js';
import { PostgresSource } from './postgres-source.js';
import type { DjangoMap } from './recognition/map-file.js';
import type { DjangoSource } from './rows.js';

/** How users of a Django are brought along. */
export interface DjangoImportOptions extends Omit<ImportOptions, 'progress'> {
  /** What the columns do not say. */
  readonly map?: DjangoMap;
  /** Nobody's address counts as proven. */
  readonly unverified?: boolean;
  /** Users a transaction; 1 000 unless told. */
  readonly batch?: number;
  /** History that is older is not brought along, in milliseconds; a year unless told. */
  readonly eventsForMs?: number;
  /** Told when it is known where the users are, and after each batch. `total` is null while a dump is read. */
  readonly progress?: (done: PortingReport | null, total: number | null) => void;
}

const YEAR_MS = 365 * 24 * 3_600_000;

/**
 * Brings the users of a Django along: `auth_user` or a custom table, groups and permissions, second factors of django-otp, allauth and
 * others, profiles, sources and history. The Django may be in use, and is never written.
 */
@Injectable()
export class DjangoImport {
  constructor(
    private readonly imports: UserImport,
    private readonly mapping: DjangoMapping,
    private readonly clock: Clock,
  ) {}

  /**
   * @param from a `postgres://` address, the path of what `manage.py dumpdata` wrote (gzipped where it ends in `.gz`), or `-` for standard input
   * @throws NoUserTable, InvalidDump, and what opening and reading throw
   */
  async run(from: string, options: DjangoImportOptions): Promise<PortingReport> {
    const { map, progress, batch = 1_000, unverified = false, eventsForMs = YEAR_MS } = options;
    const source = await openSource(from, map, () => progress?.(null, null));
    try {
      progress?.(null, source.total);
      const rules = { source: options.source, unverified, eventsSince: this.clock.in(-eventsForMs) };
      const told = { ...options, progress: (report: PortingReport): void => progress?.(report, source.total) };
      return await this.imports.run(this.mapping.batches(source, rules, batch), told);
    } finally {
      await source.close();
    }
  }
}

const openSource = (from: string, map: DjangoMap | undefined, read: () => void): Promise<DjangoSource> =>
  /^postgres(?:ql)?:\/\//.test(from) ? PostgresSource.open(from, map) : DumpSource.open(openDump(from), map, read);
