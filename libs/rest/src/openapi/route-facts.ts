import { requirementsOf, type Requirements } from '@castellan/access';
import type { DomainErrorClass } from '@castellan/common';
import type { AuthEventName } from '@castellan/log';
import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { CHECKS_ORIGIN } from '../csrf/sets-cookies.decorator.js';
import { ANSWERS_WITH_COOKIES } from './answers-with-cookies.decorator.js';
import { REMEMBERED } from '../events/remembered-attempt.interceptor.js';
import { IDEMPOTENT } from '../management/idempotency/idempotent.js';
import { LIMIT, type LimitName } from '../limits/limit.decorator.js';
import { API_ERRORS } from './api-errors.decorator.js';

/** What the decorators of one route say. */
export interface RouteFacts {
  /** The method's name, which is the operation id. */
  readonly name: string;
  readonly controller: string;
  /** Written as it is sent: `GET`. */
  readonly method: string;
  /** Nest's pattern, `:id` for a parameter. */
  readonly paths: readonly string[];
  readonly isSafe: boolean;
  /** Undefined where nobody decided: signed in, by default. */
  readonly requirements: Requirements | undefined;
  readonly limit: LimitName | undefined;
  readonly checksOrigin: boolean;
  /** May others post to it from sites of theirs? */
  readonly takesForeignPosts: boolean;
  /** What its good answer may do to cookies. */
  readonly cookies: 'none' | 'set' | 'cleared';
  /** What every request of it is remembered as, at least. */
  readonly remembers: AuthEventName | undefined;
  /** Does it take an `Idempotency-Key`? */
  readonly isIdempotent: boolean;
  readonly errors: readonly DomainErrorClass[];
}

type Constructor = abstract new (...args: never[]) => object;

/** Every route of every controller of the app; the OpenAPI document and the contract tests are made from it. */
export function routeFacts(app: INestApplicationContext): readonly RouteFacts[] {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = new Set(modules.flatMap((module) => [...module.controllers.values()].map(({ metatype }) => metatype)));
  return [...controllers].filter(isClass).flatMap(factsOfController);
}

function isClass(value: unknown): value is Constructor {
  return typeof value === 'function';
}

function factsOfController(controller: Constructor): readonly RouteFacts[] {
  const prototype = controller.prototype as Record<string, object>; // its members are the methods found next
  return new MetadataScanner()
    .getAllMethodNames(prototype)
    .filter((name) => Reflect.hasMetadata(PATH_METADATA, prototype[name]!))
    .map((name) => factsOf(controller, name, prototype[name] as () => unknown));
}

function factsOf(controller: Constructor, name: string, handler: () => unknown): RouteFacts {
  const reflector = new Reflector();
  const found = (key: string | symbol): unknown => reflector.getAllAndOverride(key, [handler, controller]);
  const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod; // the route decorators set it beside the path
  return {
    name,
    controller: controller.name,
    method: RequestMethod[method],
    paths: pathsOf(controller, handler),
    isSafe: method === RequestMethod.GET || method === RequestMethod.HEAD || method === RequestMethod.OPTIONS,
    requirements: requirementsOf(controller, handler),
    limit: found(LIMIT) as LimitName | undefined, // each key is set by one decorator of ours, here and below
    checksOrigin: found(CHECKS_ORIGIN) === true,
    takesForeignPosts: found(CHECKS_ORIGIN) === false,
    cookies: cookiesOf(found(CHECKS_ORIGIN) === true, found(ANSWERS_WITH_COOKIES)),
    remembers: found(REMEMBERED) as AuthEventName | undefined,
    isIdempotent: found(IDEMPOTENT) === true,
    errors: (found(API_ERRORS) ?? []) as readonly DomainErrorClass[],
  };
}

function cookiesOf(checksOrigin: boolean, answers: unknown): RouteFacts['cookies'] {
  if (answers === 'cleared') return 'cleared';
  return checksOrigin || answers === 'set' ? 'set' : 'none';
}

function pathsOf(controller: Constructor, handler: object): readonly string[] {
  const bases = listed(Reflect.getMetadata(PATH_METADATA, controller));
  const own = listed(Reflect.getMetadata(PATH_METADATA, handler));
  return bases.flatMap((base) =>
    own.map(
      (path) =>
        `/${[base, path]
          .flatMap((part) => part.split('/'))
          .filter(Boolean)
          .join('/')}`,
    ),
  );
}

function listed(path: unknown): readonly string[] {
  return (Array.isArray(path) ? path : [path]).map((one) => (typeof one === 'string' ? one : ''));
}
