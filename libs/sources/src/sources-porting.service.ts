import { Injectable } from '@nestjs/common';
import type { PortedSource } from './ported-source.js';
import { PortedSourcesRepository } from './ported-sources.repository.js';
import { keptSourceUrl } from './source-url.js';

/** Where users came from who are brought along and handed on, many at once and in the caller's transaction. */
@Injectable()
export class SourcesPorting {
  constructor(private readonly repository: PortedSourcesRepository) {}

  async read(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly PortedSource[]>> {
    const byUser = new Map<string, PortedSource[]>();
    for (const { userId, ...source } of await this.repository.find(userIds)) byUser.set(userId, [...(byUser.get(userId) ?? []), source]);
    return byUser;
  }

  /** Puts them in the place of what there is. Of a URL is kept what is always kept; a user registered at one of them, the first. */
  async write(values: ReadonlyMap<string, readonly PortedSource[]>): Promise<void> {
    if (values.size === 0) return;
    await this.repository.replace(
      [...values.keys()],
      [...values].flatMap(([userId, sources]) => keptOf(sources).map((source) => ({ userId, ...source }))),
    );
  }
}

function keptOf(sources: readonly PortedSource[]): readonly PortedSource[] {
  const byUrl = new Map<string, PortedSource>();
  let hasFirst = false;
  for (const source of sources.toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime())) {
    const url = keptSourceUrl(source.url);
    if (url === null || byUrl.has(url)) continue;
    byUrl.set(url, { ...source, url, isFirst: source.isFirst && !hasFirst });
    hasFirst ||= source.isFirst;
  }
  return [...byUrl.values()];
}
