import { Injectable } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { requirementsOf } from './requirements.js';

type Handlers = abstract new (...args: never[]) => unknown;

/** Which routes, resolvers and messages of the app ask for permissions. */
@Injectable()
export class AskedPermissions {
  private readonly scanner = new MetadataScanner();

  constructor(private readonly modules: ModulesContainer) {}

  /** One of them, as `OrdersController.refund`; null where there is none. */
  example(): string | null {
    for (const { controllers, providers } of this.modules.values()) {
      for (const { metatype } of [...controllers.values(), ...providers.values()]) {
        const found = isHandlers(metatype) ? this.exampleIn(metatype) : null;
        if (found !== null) return found;
      }
    }
    return null;
  }

  private exampleIn(handlers: Handlers): string | null {
    const prototype = handlers.prototype as Readonly<Record<string, unknown>>;
    const asks = (name: string): boolean => {
      const handler = prototype[name];
      return typeof handler === 'function' && (requirementsOf(handlers, handler)?.permissions?.length ?? 0) > 0;
    };
    const name = this.scanner.getAllMethodNames(prototype).find(asks);
    return name === undefined ? null : `${handlers.name}.${name}`;
  }
}

/** A class; a function that makes a provider may have no prototype, and a value is null. */
function isHandlers(metatype: unknown): metatype is Handlers {
  return typeof metatype === 'function' && typeof metatype.prototype === 'object' && metatype.prototype !== null;
}
