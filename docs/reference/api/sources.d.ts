// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// @castellan/sources

import type { DynamicModule } from '@nestjs/common';
import type { ModuleMetadata } from '@nestjs/common';
import type { OperatorContext } from '@castellan/log';

export interface DayFigure extends Omit<SourceFigure, 'id'> {
    readonly date: string;
}

export interface FigureQuery extends Period {
    readonly limit: number;
}

export function figureQuery(input: FigureTexts): FigureQuery;

export type FigureTexts = Readonly<Partial<Record<'since' | 'until' | 'limit', string | null>>>;

export interface Period {
    readonly since: Date | null;
    readonly until: Date | null;
}

export interface PortedSource {
    readonly createdAt: Date;
    readonly description: string;
    readonly isActive: boolean;
    readonly isFirst: boolean;
    readonly name: string | null;
    readonly url: string;
}

export class RegistrationSources {
    deleteUnused(): Promise<number>;
    link(userId: string, sourceUrl: string | null, input: {
        readonly first: boolean;
    }): Promise<void>;
    ofUser(userId: string): Promise<readonly SourceOfUser[]>;
    rename(id: string, name: string | null, context: OperatorContext, version?: string): Promise<void>;
    setActive(id: string, isActive: boolean, context: OperatorContext): Promise<void>;
}

export interface SourceFigure {
    readonly displayName: string;
    readonly id: string;
    readonly url: string;
    readonly userCount: number;
}

export class SourceFigures {
    timeline(query: FigureQuery): Promise<readonly DayFigure[]>;
    top(query: FigureQuery): Promise<readonly SourceFigure[]>;
}

export type SourceOfUser = StoredSourceOfUser & {
    readonly name: string;
};

export class SourcesModule {
    static forRoot(input: Required<Pick<ModuleMetadata, 'imports'>>): DynamicModule;
}

export class SourcesPorting {
    read(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly PortedSource[]>>;
    write(values: ReadonlyMap<string, readonly PortedSource[]>): Promise<void>;
}

interface StoredSourceOfUser {
    readonly createdAt: Date;
    readonly isFirst: boolean;
    readonly name: string | null;
    readonly url: string;
}


// @castellan/sources/tables

import type { Tables } from '@castellan/data';

export const SOURCES_TABLES: Tables;

