import type { FactoryProvider, Provider, Type } from '@nestjs/common';

/**
 * What a host puts in the place of a port: an object, whose life is the host's own business; a class, which Nest makes; or a factory, which
 * may inject what the module knows that is configured (its `imports`).
 */
export type Replacement<T> = T | Type<T> | Pick<FactoryProvider<T>, 'useFactory' | 'inject'>;

/** A part that a host may replace. */
export interface Port<T> {
  /** The abstract class: the token, and where what it must do is written. */
  readonly token: abstract new (...given: never[]) => T;
  /** What a replacement is held against, since types are gone when it runs. */
  readonly methods: readonly string[];
  /** Plain values besides, all of them texts. */
  readonly values: readonly string[];
}

/** The ports of a lib by the names that hosts give replacements under. */
export type Ports = Readonly<Record<string, Port<unknown>>>;

/** What a host gives: of each port something else, or nothing. */
export type Replacements<P extends Ports> = { readonly [Name in keyof P]?: P[Name] extends Port<infer T> ? Replacement<T> : never };

/** Declares a port: its token, its methods and its plain values. */
export function port<T>(
  token: Port<T>['token'],
  methods: readonly (keyof T & string)[],
  values: readonly (keyof T & string)[] = [],
): Port<T> {
  return { token, methods, values };
}

/**
 * The providers of a lib's ports: what the host gave, else the default.
 * @throws Error with the name of what is no port or has not what its port needs; for what Nest makes first, when the application starts
 */
export function fillPorts<P extends Ports>(
  ports: P,
  given: Replacements<P>,
  defaults: Readonly<Record<keyof P, Provider>>,
): readonly Provider[] {
  refuseUnknownPorts(ports, given);
  return Object.entries(ports).flatMap(([name, asked]) => {
    const replacement: unknown = given[name];
    if (replacement === undefined) return [defaults[name as keyof P]];
    return [replacing(name, asked, replacement), check(name, asked)];
  });
}

/** Those of the replacements that are for these ports. */
export function forPorts<P extends Ports>(ports: P, given: Replacements<Ports>): Replacements<P> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(ports, name))) as Replacements<P>; // by the line above
}

/** Looks for a name that is no port. @throws Error that names it, and those that there are */
export function refuseUnknownPorts(ports: Ports, given: object): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(ports, name));
  if (unknown !== undefined) throw new Error(`ports.${unknown}: there is no such port. There are: ${Object.keys(ports).join(', ')}.`);
}

function replacing(name: string, asked: Port<unknown>, given: unknown): Provider {
  if (typeof given === 'function') return { provide: asked.token, useClass: demandClass(name, given) };
  if (typeof given === 'object' && given !== null && 'useFactory' in given) return { provide: asked.token, ...demandFactory(name, given) };
  return { provide: asked.token, useValue: lent(asked, demandWhole(name, asked, given)) };
}

/** Whether `new` works, which an arrow function has not, is told without a call of it (ECMA-262, IsConstructor). */
function demandClass(name: string, given: object): Type {
  try {
    Reflect.construct(Object, [], given as Type);
  } catch {
    throw new Error(`ports.${name}: this function is no class; a factory is given as { useFactory }.`);
  }
  return given as Type;
}

function demandFactory(name: string, given: object): Pick<FactoryProvider, 'useFactory' | 'inject'> {
  const factory = given as Pick<FactoryProvider, 'useFactory' | 'inject'>; // looked at below
  if (typeof factory.useFactory !== 'function') throw new Error(`ports.${name}: its useFactory is no function.`);
  if (factory.inject !== undefined && !Array.isArray(factory.inject)) throw new Error(`ports.${name}: its inject is no list.`);
  return factory;
}

/** Looks at what Nest has made, before the first request. */
function check(name: string, asked: Port<unknown>): Provider {
  return { provide: Symbol(`ports.${name}`), inject: [asked.token], useFactory: (made: unknown) => void demandWhole(name, asked, made) };
}

function demandWhole(name: string, { methods, values }: Port<unknown>, given: unknown): object {
  if (typeof given !== 'object' || given === null) throw new Error(`ports.${name}: this is no object.`);
  for (const method of methods) {
    if (typeof Reflect.get(given, method) !== 'function') throw new Error(`ports.${name}: it has no method ${method}().`);
  }
  for (const value of values) {
    const said: unknown = Reflect.get(given, value);
    if (said === undefined) throw new Error(`ports.${name}: it does not say its ${value}.`);
    if (typeof said !== 'string') throw new Error(`ports.${name}: its ${value} is no text.`);
  }
  return given;
}

/** Only what the port asks for: Nest would call the life-cycle hooks of an object that another application looks after. */
function lent({ methods, values }: Port<unknown>, given: object): object {
  const calls = methods.map((name) => [name, { value: (...args: unknown[]) => call(given, name, args), enumerable: true }] as const);
  const reads = values.map((name) => [name, { get: (): unknown => Reflect.get(given, name), enumerable: true }] as const);
  return Object.defineProperties({}, Object.fromEntries<PropertyDescriptor>([...calls, ...reads]));
}

function call(given: object, name: string, args: unknown[]): unknown {
  const method: unknown = Reflect.get(given, name);
  return (method as (...args: unknown[]) => unknown).apply(given, args); // demanded above
}
