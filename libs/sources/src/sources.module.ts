import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { SourceFiguresRepository } from './figures/source-figures.repository.js';
import { SourceFigures } from './figures/source-figures.service.js';
import { RegistrationSourcesRepository } from './registration-sources.repository.js';
import { RegistrationSources } from './registration-sources.service.js';
import { PortedSourcesRepository } from './ported-sources.repository.js';
import { SourcesPorting } from './sources-porting.service.js';

/** Where users come from. Needs the global `DataModule`. */
@Module({})
export class SourcesModule {
  /** @param imports the module that provides `AuditLog` */
  static forRoot({ imports }: Required<Pick<ModuleMetadata, 'imports'>>): DynamicModule {
    return {
      module: SourcesModule,
      imports,
      providers: [
        RegistrationSources,
        RegistrationSourcesRepository,
        PortedSourcesRepository,
        SourceFigures,
        SourceFiguresRepository,
        SourcesPorting,
      ],
      exports: [RegistrationSources, SourceFigures, SourcesPorting],
    };
  }
}
