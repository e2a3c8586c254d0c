import { providersExtending } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { ProfileExtension } from './profile-extension.js';
import { OWN_FIELDS } from './profile.types.js';

/** Finds the app's `ProfileExtension`s at the start and asks all of them. */
@Injectable()
export class ProfileExtensions implements OnModuleInit {
  private extensions: readonly ProfileExtension[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    this.extensions = providersExtending(this.discovery, ProfileExtension);
    refuseClashes(this.extensions);
  }

  /** One after the other: inside a transaction there is one connection. */
  async valuesOf(userId: string): Promise<Readonly<Record<string, unknown>>> {
    const all: Record<string, unknown> = {};
    for (const extension of this.extensions) {
      const values = await extension.valuesOf(userId);
      for (const field of extension.fields) all[field] = values[field] ?? null;
    }
    return all;
  }

  async exportOf(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
    const tables: Record<string, readonly unknown[]> = {};
    for (const extension of this.extensions) Object.assign(tables, await extension.exportOf(userId));
    return tables;
  }
}

function refuseClashes(extensions: readonly ProfileExtension[]): void {
  const taken = new Set<string>(OWN_FIELDS);
  for (const { constructor, fields } of extensions) {
    const clash = fields.find((field) => taken.has(field));
    if (clash !== undefined) throw new Error(`${constructor.name} adds the field "${clash}" to profiles, which is there already.`);
    for (const field of fields) taken.add(field);
  }
}
