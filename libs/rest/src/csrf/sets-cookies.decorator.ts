import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const SETS_COOKIES = 'castellan:sets-cookies';

/**
 * Marks a route whose answer may set or clear our cookies. It is held to the CSRF rule even when the request carries none,
 * or a foreign page could sign a visitor in as somebody else (login CSRF; contract §1 *CSRF*).
 */
export const SetsCookies = (): CustomDecorator => SetMetadata(SETS_COOKIES, true);
