/** What Nest calls of whatever it provides (https://docs.nestjs.com/fundamentals/lifecycle-events). */
const HOOKS: ReadonlySet<unknown> = new Set([
  'onModuleInit',
  'onApplicationBootstrap',
  'onModuleDestroy',
  'beforeApplicationShutdown',
  'onApplicationShutdown',
]);

/** The service without its life-cycle hooks: the host's Nest would call them once more than the application that the service belongs to. */
export function lent(service: unknown): unknown {
  if (typeof service !== 'object' || service === null || ![...HOOKS].some((hook) => Reflect.has(service, String(hook)))) return service;
  const bound = new Map<unknown, unknown>();
  return new Proxy(service, {
    get(target, name): unknown {
      if (HOOKS.has(name)) return undefined;
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function' || name === 'constructor') return member;
      if (!bound.has(member)) bound.set(member, member.bind(target));
      return bound.get(member);
    },
  });
}
