// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/profiles

import type { DynamicModule } from '@nestjs/common';
import { Listing } from '@castellan/data';
import type { ModuleMetadata } from '@nestjs/common';
import { Port } from '@castellan/common';
import type { Replacements } from '@castellan/common';

export class Avatars {
    exportOf(userId: string): Promise<readonly unknown[]>;
    keep(userId: string, picture: Buffer): Promise<void>;
    makeReady(file: Buffer): Promise<Buffer>;
    namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
    read(name: string): Promise<Buffer | null>;
    remove(userId: string): Promise<boolean>;
    urlOf(userId: string): Promise<string | null>;
}

export abstract class AvatarStore {
    abstract exportOf(userId: string): Promise<readonly unknown[]>;
    namesOf(_userIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
    abstract put(userId: string, picture: Buffer): Promise<void>;
    abstract read(name: string): Promise<Buffer | null>;
    abstract remove(userId: string): Promise<boolean>;
    abstract urlOf(userId: string): Promise<string | null>;
}

export function drawFrugally(): void;

export interface ExaminedProfile {
    readonly leftOut: readonly string[];
    readonly profile: PortedProfile;
}

export type FieldErrors = Readonly<Record<string, readonly string[]>>;

export interface PortedProfile {
    readonly bio: string;
    readonly dateOfBirth: string | null;
    readonly language: string | null;
    readonly location: string;
    readonly settings: Settings;
    readonly timezone: string | null;
}

export interface Profile {
    readonly added: Readonly<Record<string, unknown>>;
    readonly avatarUrl: string | null;
    readonly bio: string;
    readonly dateOfBirth: string | null;
    readonly language: string | null;
    readonly location: string;
    readonly settings: Settings;
    readonly timezone: string | null;
}

export abstract class ProfileExtension {
    abstract exportOf(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>>;
    abstract readonly fields: readonly string[];
    abstract valuesOf(userId: string): Promise<Readonly<Record<string, unknown>>>;
}

type ProfileField = 'bio' | 'location' | 'date_of_birth' | 'language' | 'timezone' | 'settings';

export type ProfileInput = Readonly<Partial<Record<ProfileField, unknown>>>;

export class Profiles {
    change(userId: string, input: ProfileInput, alsoWrong?: FieldErrors): Promise<boolean>;
    changeUnchanged(userId: string, input: ProfileInput, version: string): Promise<boolean | null>;
    create(userId: string): Promise<void>;
    exportOf(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>>;
    of(userId: string): Promise<Profile>;
}

export const PROFILES_PORTS: {
    readonly avatarStore: Port<AvatarStore>;
};

export class ProfilesModule {
    static forRoot(input: ProfilesModuleOptions): DynamicModule;
}

export interface ProfilesModuleOptions extends ProfilesOptions {
    readonly imports?: ModuleMetadata['imports'];
    readonly ports?: ProfilesPorts;
}

interface ProfilesOptions {
    readonly publicUrl: string;
}

export class ProfilesPorting {
    examine(input: PortedProfile): ExaminedProfile;
    read(userIds: readonly string[]): Promise<ReadonlyMap<string, PortedProfile>>;
    write(values: ReadonlyMap<string, PortedProfile | null>): Promise<void>;
}

export type ProfilesPorts = Replacements<typeof PROFILES_PORTS>;

type Reading<T> = {
    readonly value: T;
} | {
    readonly problem: string;
};

export type Settings = Readonly<Record<string, unknown>>;

interface TextOptions {
    readonly lines?: boolean;
    readonly max: number;
}


// @castellan/profiles/tables

import type { Tables } from '@castellan/data';

export const PROFILES_TABLES: Tables;

