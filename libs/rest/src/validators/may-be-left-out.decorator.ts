import { ValidateIf } from 'class-validator';

/** A member that a body may leave out. Null is a value like others, and is judged: `@IsOptional` would let it pass every rule. */
export const MayBeLeftOut = (): PropertyDecorator => ValidateIf((_body, value) => value !== undefined);
