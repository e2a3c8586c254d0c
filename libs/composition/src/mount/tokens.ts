/** The application that Castellan is. */
export const INNER_APPLICATION = Symbol('INNER_APPLICATION');

/** What the host told of it. */
export const SETTLED_OPTIONS = Symbol('SETTLED_OPTIONS');
