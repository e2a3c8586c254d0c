import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const ANSWERS_WITH_COOKIES = 'castellan:answers-with-cookies';

/** Documents that the good answer of a route may set cookies, or clear them; routes with `@SetsCookies` need not say the former. */
export const AnswersWithCookies = (how: 'set' | 'cleared'): CustomDecorator => SetMetadata(ANSWERS_WITH_COOKIES, how);
