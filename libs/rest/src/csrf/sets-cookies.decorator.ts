import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const CHECKS_ORIGIN = 'castellan:checks-origin';

/**
 * Marks a route whose answer may set or clear our cookies. It is held to the CSRF rule even when the request carries none,
 * or a foreign page could sign a visitor in as somebody else (login CSRF; docs/reference/contract.md#csrf).
 */
export const SetsCookies = (): CustomDecorator => SetMetadata(CHECKS_ORIGIN, true);

/**
 * Marks a route that others post to from sites of theirs. It acts with no session, and sets cookies only for a browser that shows a Lax one
 * of its own, which none shows with what another site posts.
 */
export const TakesForeignPosts = (): CustomDecorator => SetMetadata(CHECKS_ORIGIN, false);

/** Holds a route to the CSRF rule whatever the request carries. */
export const ChecksOrigin = (): CustomDecorator => SetMetadata(CHECKS_ORIGIN, true);
