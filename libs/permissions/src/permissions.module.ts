import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { GroupsRepository } from './groups.repository.js';
import { Groups } from './groups.service.js';
import { PermissionsRepository } from './permissions.repository.js';
import { Permissions } from './permissions.service.js';
import { RightHoldersTold } from './right-holders.service.js';
import { PortedRightsRepository } from './ported-rights.repository.js';
import { RightsPorting } from './rights-porting.service.js';

/** What users may do, alone or as members of groups. Needs the global `DataModule`. */
@Module({})
export class PermissionsModule {
  /** @param imports the module that provides `AuditLog` */
  static forRoot({ imports }: Required<Pick<ModuleMetadata, 'imports'>>): DynamicModule {
    return {
      module: PermissionsModule,
      imports,
      providers: [Groups, GroupsRepository, Permissions, PermissionsRepository, PortedRightsRepository, RightHoldersTold, RightsPorting],
      exports: [Groups, Permissions, RightHoldersTold, RightsPorting],
    };
  }
}
