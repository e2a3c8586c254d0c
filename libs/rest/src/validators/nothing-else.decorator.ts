import 'reflect-metadata';

/** At each field that there is none of. */
export const NOT_TAKEN = 'This is not taken here.';

const NOTHING_ELSE = Symbol('castellan:nothing-else');

/**
 * A body or query, and those that extend it, of which a field that there is none of is refused and not dropped: a mistyped `after` would
 * erase at once, and whoever sends `is_active` where it is not taken would think somebody disabled.
 */
export const NothingElse = (): ClassDecorator => (of) => Reflect.defineMetadata(NOTHING_ELSE, true, of);

/** Does the class, or one that it extends, take nothing else? */
export const takesNothingElse = (of: object): boolean => Reflect.getMetadata(NOTHING_ELSE, of) === true;
