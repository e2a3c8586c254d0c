import { ValidationFailed } from '@castellan/common';

/** The form of the request alone is wrong: no account was looked at, so its answer needs no floor against timing. */
export class MalformedFields extends ValidationFailed {}
