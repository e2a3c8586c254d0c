import type { ExecutionContext } from '@nestjs/common';

type Route = Pick<ExecutionContext, 'getClass' | 'getHandler'>;

/** What decorators say of each route, found once. By class and handler: controllers that inherit a method have one handler together. */
export class RouteMemory<Found extends object | boolean> {
  private readonly known = new WeakMap<object, WeakMap<object, Found>>();

  constructor(private readonly find: (route: Route) => Found) {}

  of(route: Route): Found {
    return this.known.get(route.getClass())?.get(route.getHandler()) ?? this.found(route);
  }

  private found(route: Route): Found {
    const found = this.find(route);
    const ofClass = this.known.get(route.getClass()) ?? new WeakMap<object, Found>();
    this.known.set(route.getClass(), ofClass.set(route.getHandler(), found));
    return found;
  }
}
