import type { DiscoveryService } from '@nestjs/core';

/**
 * The app's providers that extend the class, each once, however many modules know it. Call it in `onModuleInit`: then all are made.
 * @internal
 */
export function providersExtending<T>(discovery: DiscoveryService, kind: abstract new (...given: never[]) => T): readonly T[] {
  const instances = discovery.getProviders().map(({ instance }) => instance as unknown);
  return [...new Set(instances)].filter((instance): instance is T => instance instanceof kind);
}
