import { fillPorts } from '@castellan/common';
import { Module } from '@nestjs/common';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AvatarImages } from './avatars/avatar-images.service.js';
import { AvatarStore } from './avatars/avatar-store.js';
import { AvatarsRepository } from './avatars/avatars.repository.js';
import { Avatars } from './avatars/avatars.service.js';
import { ProfileExtensions } from './profile/profile-extensions.service.js';
import { ProfilesRepository } from './profile/profiles.repository.js';
import { ProfileList } from './profile/profile-list.js';
import { Profiles } from './profile/profiles.service.js';
import { PROFILES_PORTS } from './ports.js';
import type { ProfilesPorts } from './ports.js';
import { PROFILES_OPTIONS } from './profiles.options.js';
import type { ProfilesOptions } from './profiles.options.js';
import { ProfilesPorting } from './profile/profiles-porting.service.js';

/** Options of `ProfilesModule.forRoot`. */
export interface ProfilesModuleOptions extends ProfilesOptions {
  /** What the host puts in the place of the store of avatars. */
  readonly ports?: ProfilesPorts;
  /** Modules of what the `ports` inject. */
  readonly imports?: ModuleMetadata['imports'];
}

/** Profiles and avatars. Needs the global `DataModule`. */
@Module({})
export class ProfilesModule {
  static forRoot({ ports = {}, imports = [], ...options }: ProfilesModuleOptions): DynamicModule {
    return {
      module: ProfilesModule,
      imports: [DiscoveryModule, ...imports],
      providers: [
        { provide: PROFILES_OPTIONS, useValue: options satisfies ProfilesOptions },
        ...fillPorts(PROFILES_PORTS, ports, { avatarStore: { provide: AvatarStore, useClass: AvatarsRepository } }),
        AvatarImages,
        Avatars,
        ProfileExtensions,
        ProfilesRepository,
        ProfileList,
        Profiles,
        ProfilesPorting,
      ],
      exports: [Profiles, ProfilesPorting, ProfileList, Avatars],
    };
  }
}
